import { CAMERA_MODES, CAMERA_NAMES, type CameraMode } from '../stage/camera-rig.ts';
import { Icon } from './icons.tsx';
import { type PlayClock, SPEEDS } from './play-clock.ts';
import type { RibbonValue } from './ribbon-values.ts';

export interface ControlsProps {
  readonly clock: PlayClock;
  readonly camera: CameraMode;
  readonly onCamera: (camera: CameraMode) => void;
  readonly values: readonly RibbonValue[];
  readonly value: RibbonValue | null;
  readonly onValue: (key: string) => void;
  /** Null where there is none. */
  readonly onNext: (() => void) | null;
  readonly onPrevious: (() => void) | null;
}

/** Buttons and choices of the player; each has its key in SHORTCUTS. */
export function Controls(props: ControlsProps) {
  const { clock, camera, values, value, onNext, onPrevious } = props;
  const playing = clock.playing.value;
  return (
    <div class="controls">
      <button
        type="button"
        class="icon"
        aria-label="Previous episode"
        disabled={onPrevious === null}
        onClick={() => onPrevious?.()}
      >
        <Icon name="previous" />
      </button>
      <button
        type="button"
        class="icon primary"
        aria-label={playing ? 'Pause' : 'Play'}
        onClick={() => clock.toggle()}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <button
        type="button"
        class="icon"
        aria-label="Next episode"
        disabled={onNext === null}
        onClick={() => onNext?.()}
      >
        <Icon name="next" />
      </button>
      <output class="time" aria-label="Time">
        {clock.shownS.value.toFixed(1)} / {clock.endS.value.toFixed(1)} s
      </output>
      <label>
        <span>Speed</span>
        <select
          value={clock.speed.value}
          onChange={(event) => {
            clock.speed.value = Number(event.currentTarget.value);
          }}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {speed}x
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Camera</span>
        <select value={camera} onChange={(event) => props.onCamera(event.currentTarget.value as CameraMode)}>
          {CAMERA_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {CAMERA_NAMES[mode]}
            </option>
          ))}
        </select>
      </label>
      {value === null ? null : (
        <label>
          <span>Ribbon</span>
          <select value={value.key} onChange={(event) => props.onValue(event.currentTarget.value)}>
            {values.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
