import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CameraSpec } from '../../../sim/agent.ts';
import type { Retrace } from '../../../sim/index.ts';
import type { Drive } from '../drive/drive.ts';
import { reducedMotion } from '../shell/preferences.ts';
import { AgentEye } from '../stage/agent-eye.tsx';
import { CAMERA_MODES, CAMERA_NAMES, type CameraMode } from '../stage/camera-rig.ts';
import { Stage } from '../stage/stage.tsx';
import { SceneSource } from './scene-source.ts';
import { type Replay, useReplay } from './use-replay.ts';

/** For a scene without a run, whose agent's camera is not known: twice as fine as the shipped agent's. */
const SOME_CAMERA: CameraSpec = { widthPx: 192, heightPx: 96, rgb: true, depth: true, semantic: true };

/** The scene in 3D with the agent's view beside it; after a drive from here, its log. */
export function ExploreStage(props: {
  readonly task: string;
  readonly stepS: number;
  /** Null for a task that this page cannot draw. */
  readonly retrace: Retrace | null;
  /** A drive of the scene as it is shown, or null. */
  readonly drive: Drive | null;
  readonly camera: CameraSpec | null;
  /** Shows the scene's start again. */
  readonly onLeaveReplay: () => void;
}) {
  const { task, stepS, retrace, drive, camera, onLeaveReplay } = props;
  const [mode, setMode] = useState<CameraMode>('chase');
  const [still] = useState(() => new SceneSource());
  still.show(retrace);
  const replay = useReplay(drive, stepS);
  const sources = useMemo(() => [replay?.source ?? still], [replay, still]);
  if (retrace === null) {
    return (
      <p class="problem">
        Task {task} comes from a plug-in, which this page cannot draw. Its scenes can be driven and copied all
        the same.
      </p>
    );
  }
  return (
    <>
      <Stage sources={sources} mode={mode} label={`Scene of ${task}`} />
      <div class="explorer-eye">
        <AgentEye sight={replay?.sight ?? still.sight} camera={camera ?? SOME_CAMERA} />
      </div>
      <div class="row">
        <fieldset class="row cameras">
          <legend class="visually-hidden">Camera</legend>
          {CAMERA_MODES.map((each) => (
            <button key={each} type="button" aria-pressed={mode === each} onClick={() => setMode(each)}>
              {CAMERA_NAMES[each]}
            </button>
          ))}
        </fieldset>
        {replay === null ? null : <ReplayBar replay={replay} onLeave={onLeaveReplay} />}
      </div>
    </>
  );
}

/** Plays the drive once by itself, unless things should keep still. */
function ReplayBar({ replay, onLeave }: { readonly replay: Replay; readonly onLeave: () => void }) {
  const { clock } = replay;
  useEffect(() => {
    if (!reducedMotion.peek()) clock.play();
    let request = 0;
    const tick = (nowMs: number) => {
      request = requestAnimationFrame(tick);
      clock.tick(nowMs);
    };
    request = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(request);
  }, [clock]);
  return (
    <div class="row replay">
      <button type="button" onClick={() => clock.toggle()}>
        {clock.playing.value ? 'Pause' : 'Play'}
      </button>
      <input
        type="range"
        min={0}
        max={clock.endS.value}
        step="any"
        value={clock.shownS.value}
        aria-label="Time in the drive, seconds"
        aria-valuetext={`${clock.shownS.value.toFixed(1)} seconds`}
        onInput={(event) => {
          clock.pause();
          clock.seek(Number(event.currentTarget.value));
        }}
      />
      <button type="button" onClick={onLeave}>
        Back to the start
      </button>
    </div>
  );
}
