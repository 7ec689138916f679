import { useMemo, useState } from 'preact/hooks';
import type { Axis } from '../../../sim/space/index.ts';
import type { About } from '../../http/api.ts';
import type { Drive } from '../drive/drive.ts';
import { hasWheel } from '../drive/has-wheel.ts';
import { agentFor } from '../shell/fitting-agents.ts';
import { Link } from '../shell/router.tsx';
import { AxisControl } from './axis-control.tsx';
import { changesOf, choiceLink, problemOf, randomScene } from './choice.ts';
import { CopyPanel } from './copy-panel.tsx';
import { drawScene } from './drawn-scene.ts';
import { DrivePanel } from './drive-panel.tsx';
import { ExploreStage } from './explore-stage.tsx';
import { PlacePanel } from './place-panel.tsx';
import { useRun } from './run-choice.ts';
import { RunPanel } from './run-panel.tsx';
import type { Choosing } from './use-choice.ts';

/** The explorer's whole page: the scene in 3D, its axes, and what can be done with it. */
export function Explorer(props: {
  readonly about: About;
  readonly choosing: Choosing;
  /** Somebody looks who could drive. */
  readonly onLook: () => void;
}) {
  const { about, choosing, onLook } = props;
  const { choice, task, space } = choosing;
  const { scene, seed } = choice;
  const [drive, setDrive] = useState<Drive | null>(null);
  const retrace = useMemo(() => drawScene(task.id, scene, seed), [task.id, scene, seed]);
  const agent = agentFor(about, task.id, choice.agent ?? '');
  const run = useRun(choice.run);
  const camera = run.state === 'ready' ? run.run.detail.camera : null;
  const isOfThis = drive?.asked.scene === scene && drive.asked.seed === seed && drive.asked.task === task.id;
  const nominalOf = (axis: Axis) => task.nominal[axis.name] ?? middle(axis);
  const changed = Object.keys(changesOf(scene, task.nominal)).length;
  return (
    <div class="explorer">
      <section class="explorer-stage" aria-label="The scene">
        <ExploreStage
          task={task.id}
          stepS={task.controlStepS}
          retrace={retrace}
          drive={isOfThis ? drive : null}
          camera={camera}
          onLeaveReplay={() => setDrive(null)}
        />
      </section>
      <section class="panel explorer-axes" aria-label="The scene's axes">
        <PlacePanel about={about} choosing={choosing} />
        {choosing.problem === null ? null : (
          <p class="problem" role="alert">
            {choosing.problem}
          </p>
        )}
        <div class="row">
          <button type="button" onClick={() => choosing.changeScene(randomScene(space.axes))}>
            Random scene
          </button>
          <button type="button" disabled={changed === 0} onClick={() => choosing.changeScene(task.nominal)}>
            Reset all
          </button>
          <span class="muted" role="status">
            {changed === 0 ? 'Nominal' : `${changed} changed`}
          </span>
        </div>
        {space.axes.map((axis) => (
          <AxisControl
            key={`${space.name} ${axis.name}`}
            axis={axis}
            value={scene[axis.name] as number | string}
            nominal={nominalOf(axis)}
            problem={(value) => problemOf({ ...task, spaces: [space] }, { [axis.name]: value })}
            onChange={(value) => choosing.changeAxis(axis.name, value)}
          />
        ))}
      </section>
      <section class="explorer-actions" aria-label="What to do with the scene">
        <div class="panel">
          <h3>Drive</h3>
          {hasWheel(task) ? (
            <p>
              <Link class="button primary" to={`${choiceLink(choice, task.nominal)}&wheel=1`}>
                Take the wheel
              </Link>
            </p>
          ) : null}
          <DrivePanel
            about={about}
            agent={agent}
            onLook={onLook}
            onAgent={(name) => choosing.change({ agent: name })}
            where={{ task: task.id, scene, seed }}
            onDrive={setDrive}
          />
        </div>
        <div class="panel">
          <h3>Nearest in a run</h3>
          <RunPanel choosing={choosing} chosen={run} />
        </div>
        <div class="panel">
          <h3>Take away</h3>
          <CopyPanel choice={choice} task={task} agent={agent} onScene={choosing.changeScene} />
        </div>
      </section>
    </div>
  );
}

/** For an axis that the task's nominal scene says nothing about. */
function middle(axis: Axis): number | string {
  return axis.kind === 'continuous' ? (axis.low + axis.high) / 2 : (axis.values[0] as string);
}
