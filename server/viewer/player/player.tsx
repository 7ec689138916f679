import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { EpisodeEntry, RunDetail } from '../../http/api.ts';
import { AgentEye } from '../stage/agent-eye.tsx';
import { CAMERA_MODES, type CameraMode } from '../stage/camera-rig.ts';
import { Stage } from '../stage/stage.tsx';
import { Controls } from './controls.tsx';
import type { EpisodeLog } from './episode-log.ts';
import { EpisodeSource } from './episode-source.ts';
import { Gauges } from './gauges.tsx';
import { LogColumns } from './log-columns.tsx';
import type { PlayClock } from './play-clock.ts';
import './player.css';
import { outcomeText } from './facts.tsx';
import { listenToKeys } from './player-keys.ts';
import { RibbonLegend } from './ribbon-legend.tsx';
import { ribbonRange, ribbonValues } from './ribbon-values.ts';
import { ShortcutsDialog } from './shortcuts.tsx';
import { Timeline } from './timeline.tsx';

export interface ShownEpisode {
  readonly id: string;
  readonly log: EpisodeLog;
  /** Null while it is under way. */
  readonly entry: EpisodeEntry | null;
}

export interface PlayerProps {
  readonly clock: PlayClock;
  readonly shown: readonly ShownEpisode[];
  readonly detail: RunDetail;
  readonly camera: CameraMode;
  readonly onCamera: (camera: CameraMode) => void;
  readonly onNext: (() => void) | null;
  readonly onPrevious: (() => void) | null;
  /** Takes an episode off the stage. */
  readonly onRemove: (id: string) => void;
}

/** Episodes as they were logged, with everything to move through their time. */
export function Player(props: PlayerProps) {
  const { clock, shown, detail, camera, onCamera } = props;
  const element = useRef<HTMLElement>(null);
  const [valueKey, setValueKey] = useState('offset');
  const [help, setHelp] = useState(false);
  const logs = useMemo(() => shown.map(({ log }) => log), [shown]);
  const first = logs[0];
  const steps = first?.steps ?? 0;
  const values = useMemo(() => (first === undefined ? [] : ribbonValues(first)), [first, steps > 0]);
  const value = values.find(({ key }) => key === valueKey) ?? values[0] ?? null;
  const sources = useMemo(
    () => logs.filter(({ isDrawn }) => isDrawn).map((log) => new EpisodeSource(log, clock, value, logs)),
    [logs, clock, value],
  );
  const range = value === null ? ([0, 1] as const) : ribbonRange(value, logs);
  const stepS = first?.stepS ?? 1;

  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (element.current === null) return;
    const move = (timeS: number) => {
      clock.pause();
      clock.seek(timeS);
    };
    const nextCamera = () => {
      const at = CAMERA_MODES.indexOf(latest.current.camera);
      latest.current.onCamera(CAMERA_MODES[(at + 1) % CAMERA_MODES.length] as CameraMode);
    };
    return listenToKeys(element.current, {
      toggle: () => clock.toggle(),
      step: (by) => move((Math.round(clock.timeS / stepS) + by) * stepS),
      seconds: (by) => move(clock.timeS + by),
      start: () => move(0),
      end: () => move(clock.endS.peek()),
      speed: (by) => clock.changeSpeed(by),
      camera: nextCamera,
      episode: (by) => (by === 1 ? latest.current.onNext : latest.current.onPrevious)?.(),
      help: () => setHelp(true),
    });
  }, [clock, stepS]);

  if (first === undefined) return null;
  const canDraw = sources.length === logs.length;
  return (
    <section class={shown.length > 1 ? 'player several' : 'player'} aria-label="Episode player" ref={element}>
      <div class="main">
        <div class="picture">
          {canDraw ? (
            <Stage
              sources={sources}
              mode={camera}
              label={`Episode ${shown.map(({ id }) => id).join(' and ')}`}
              over={(panel) => <PanelTitle {...props} panel={panel} />}
            />
          ) : (
            <p class="problem">
              {'The page does not know how to draw this task. Everything that was logged is below.'}
            </p>
          )}
        </div>
        <Timeline
          rows={shown.map(({ id, log, entry }) => ({
            id,
            log,
            outcome: entry === null ? null : outcomeText(entry),
            failed: entry?.failed === true,
          }))}
          timeS={clock.shownS.value}
          endS={clock.endS.value}
          stepS={stepS}
          value={value}
          range={range}
          onSeek={(timeS) => {
            clock.pause();
            clock.seek(timeS);
          }}
        />
        <div class="row">
          <Controls
            clock={clock}
            camera={camera}
            onCamera={onCamera}
            values={values}
            value={value}
            onValue={setValueKey}
            onNext={props.onNext}
            onPrevious={props.onPrevious}
          />
          <button type="button" aria-label="Keyboard shortcuts" onClick={() => setHelp(true)}>
            ?
          </button>
        </div>
        {value === null || !canDraw ? null : <RibbonLegend value={value} range={range} />}
      </div>
      {help ? <ShortcutsDialog onClose={() => setHelp(false)} /> : null}
      <div class="instruments">
        {canDraw ? <Eye clock={clock} log={first} detail={detail} /> : null}
        <Gauges columns={shown} timeS={clock.shownS.value} />
      </div>
      <details open={!canDraw}>
        <summary>Every logged number{shown.length > 1 ? ` of ${shown[0]?.id}` : ''}</summary>
        <LogColumns log={first} timeS={clock.shownS.value} />
      </details>
    </section>
  );
}

function PanelTitle({ shown, panel, onRemove }: PlayerProps & { readonly panel: number }) {
  const one = shown[panel];
  if (one === undefined) return null;
  const { id, entry } = one;
  return (
    <div class="panel-title">
      <span class="mono">{id}</span>
      {entry === null ? (
        <span>under way</span>
      ) : (
        <span class={entry.failed === true ? 'failed' : 'passed'}>
          {outcomeText(entry)}
          {entry.q === null ? '' : `, Q ${entry.q.toFixed(3)}`}
        </span>
      )}
      {shown.length > 1 ? (
        <button type="button" aria-label={`Take ${id} off the stage`} onClick={() => onRemove(id)}>
          x
        </button>
      ) : null}
    </div>
  );
}

/** The agent's camera at the step under way. */
function Eye(props: { readonly clock: PlayClock; readonly log: EpisodeLog; readonly detail: RunDetail }) {
  const { clock, log, detail } = props;
  const sight = useMemo(() => {
    let step = -1;
    let seen: ReturnType<EpisodeLog['seenAt']> = null;
    return () => {
      const now = log.stepAt(clock.timeS);
      if (now !== step) {
        step = now;
        seen = log.seenAt(step);
      }
      return seen;
    };
  }, [log, clock]);
  if (log.seenAt(0) === null) return null;
  return <AgentEye sight={sight} camera={detail.camera} boxes={log.boxesAt(clock.shownS.value)} />;
}
