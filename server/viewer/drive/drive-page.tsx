import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { About } from '../../http/api.ts';
import { choiceLink } from '../explore/choice.ts';
import { drawScene } from '../explore/drawn-scene.ts';
import { SceneSource } from '../explore/scene-source.ts';
import type { Choosing } from '../explore/use-choice.ts';
import { fittingAgents } from '../shell/fitting-agents.ts';
import { Link } from '../shell/router.tsx';
import { CAMERA_NAMES, type CameraMode } from '../stage/camera-rig.ts';
import { Stage } from '../stage/stage.tsx';
import './drive.css';
import { DriveResult } from './drive-result.tsx';
import { hasWheel } from './has-wheel.ts';
import { type Attempt, HeadToHead } from './head-to-head.tsx';
import { HumanDrive } from './human-drive.ts';
import { InstrumentPanel } from './instruments.tsx';
import { TouchControls } from './touch-controls.tsx';
import { WheelHelp } from './wheel-help.tsx';

const CAMERAS: readonly CameraMode[] = ['chase', 'agent', 'top'];

/** A person drives the scene: the same port, limits and score as every agent, in real time. */
export function DrivePage({ about, choosing }: { readonly about: About; readonly choosing: Choosing }) {
  const { choice, task } = choosing;
  const { scene, seed } = choice;
  const [drive, setDrive] = useState<HumanDrive | null>(null);
  const [attempts, setAttempts] = useState<readonly Attempt[]>([]);
  const [mode, setMode] = useState<CameraMode>('chase');
  const wheel = useRef<HTMLElement>(null);
  const retrace = useMemo(() => drawScene(task.id, scene, seed), [task.id, scene, seed]);
  const sources = useMemo(() => {
    if (drive !== null) return [drive];
    const still = new SceneSource();
    still.show(retrace);
    return [still];
  }, [drive, retrace]);
  const where = { task: task.id, scene, seed };
  const add = (attempt: Attempt) => setAttempts((all) => [...all, attempt]);

  useEffect(() => setDrive(null), [retrace]);
  useEffect(() => {
    if (drive === null) return;
    const stop = drive.drive.state.subscribe((state) => {
      if (state.state === 'logged') add({ driver: 'You', run: state.ref.run, episode: state.episode });
    });
    return () => {
      stop();
      drive.close();
    };
  }, [drive]);
  useEffect(() => {
    const onKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (key.toLowerCase() !== 'c' || ctrlKey || metaKey || altKey) return;
      setMode((now) => CAMERAS[(CAMERAS.indexOf(now) + 1) % CAMERAS.length] as CameraMode);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const back = choiceLink(choice, task.nominal);
  if (retrace === null || !hasWheel(task)) {
    return (
      <p class="problem">
        Only tasks of this program with steering, gas and brake can be driven here; {task.id} is none.{' '}
        <Link to={back}>Back to the scene</Link>
      </p>
    );
  }
  const start = () => {
    setDrive(new HumanDrive(where, task, retrace));
    wheel.current?.focus();
  };
  const phase = drive?.phase.value ?? null;
  const driving = phase !== null && ['asking', 'counting', 'driving'].includes(phase.phase);
  const routeLengthM = lengthOf(retrace.routeXyM ?? new Float64Array());
  return (
    <div class={driving ? 'drive driving' : 'drive'}>
      <section ref={wheel} class="drive-stage" tabIndex={-1} aria-label="At the wheel">
        <Stage sources={sources} mode={mode} label={`You in ${task.id}`} />
        {drive !== null && driving ? <InstrumentPanel drive={drive} routeLengthM={routeLengthM} /> : null}
        <div class="hud-centre" aria-live="assertive">
          {phase?.phase === 'asking' ? 'Getting the car ready …' : null}
          {phase?.phase === 'counting' ? phase.count : null}
        </div>
      </section>
      {drive !== null && driving ? <TouchControls hands={drive.hands} /> : null}
      <div class="row">
        {driving ? (
          <button type="button" onClick={() => setDrive(null)}>
            Give up
          </button>
        ) : (
          <button type="button" class="primary" onClick={start}>
            {drive === null && attempts.length === 0 ? 'Start driving' : 'Drive again'}
          </button>
        )}
        <fieldset class="row cameras">
          <legend class="visually-hidden">Camera</legend>
          {CAMERAS.map((each) => (
            <button key={each} type="button" aria-pressed={mode === each} onClick={() => setMode(each)}>
              {CAMERA_NAMES[each]}
            </button>
          ))}
        </fieldset>
        <Link to={back}>Back to the scene</Link>
      </div>
      {phase?.phase === 'problem' ? (
        <p class="problem" role="alert">
          {phase.message}
        </p>
      ) : null}
      {phase?.phase === 'over' ? <Ending drive={drive as HumanDrive} /> : null}
      {attempts.length > 0 && !driving ? (
        <section class="panel" aria-label="Head to head">
          <h3>Head to head</h3>
          <HeadToHead
            attempts={attempts}
            agents={fittingAgents(about, task.id)}
            where={where}
            onAttempt={add}
          />
        </section>
      ) : null}
      {driving ? null : <WheelHelp />}
    </div>
  );
}

/** The outcome as the seat was told it, then as it was logged. */
function Ending({ drive }: { readonly drive: HumanDrive }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const phase = drive.phase.value;
  const logged = drive.drive.state.value;
  const outcome = phase.phase === 'over' ? phase.outcome : null;
  return (
    <section class="panel" aria-label="Your drive">
      <h3 ref={heading} tabIndex={-1}>
        {outcome === null ? 'The drive was taken away' : `You scored ${outcome.total.toFixed(3)} of 1`}
      </h3>
      {logged.state === 'logged' ? (
        <DriveResult run={logged.ref.run} episode={logged.episode} />
      ) : logged.state === 'problem' ? (
        <p class="problem">{logged.message}</p>
      ) : (
        <p class="muted">Waiting for the log …</p>
      )}
    </section>
  );
}

function lengthOf(xyM: ArrayLike<number>): number {
  let lengthM = 0;
  for (let i = 2; i + 1 < xyM.length; i += 2) {
    const dx = (xyM[i] as number) - (xyM[i - 2] as number);
    const dy = (xyM[i + 1] as number) - (xyM[i - 1] as number);
    lengthM += Math.hypot(dx, dy);
  }
  return Math.max(1, lengthM);
}
