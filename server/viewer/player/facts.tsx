import { type Scene, splitTask } from '../../../sim/index.ts';
import type { EpisodeEntry } from '../../http/api.ts';
import { axisValue, axisWords } from '../../report/format.ts';
import { knownTask } from './known-task.ts';
import { words } from './ribbon-values.ts';

/** What is known of an episode: how it ended, and the scene it was run in. */
export function Facts({ entry }: { readonly entry: EpisodeEntry }) {
  return (
    <dl class="facts">
      <Fact name="Ended">{outcomeText(entry)}</Fact>
      {entry.q === null ? null : <Fact name="Q">{entry.q.toFixed(4)}</Fact>}
      {entry.error === null ? null : <Fact name="Error">{entry.error}</Fact>}
      <Fact name="Phase">{entry.phase}</Fact>
      <SceneFacts task={entry.task} scene={entry.scene} />
      <Fact name="Seed">{entry.seed}</Fact>
      <Fact name="Steps">{entry.steps}</Fact>
      {Object.entries(entry.terms ?? {}).map(([name, x]) => (
        <Fact key={name} name={words(name)}>
          {Number.isInteger(x) ? x : x.toFixed(3)}
        </Fact>
      ))}
    </dl>
  );
}

/** A scene's axes with their units. */
export function SceneFacts({ task, scene }: { readonly task: string; readonly scene: Scene }) {
  // The axes of a task with a file are among those of the task without.
  const made = knownTask(splitTask(task).id);
  const axes = made === null ? [] : [...made.spaces.values()].flatMap((space) => space.axes);
  return (
    <>
      {Object.entries(scene).map(([name, x]) => {
        const axis = axes.find((one) => one.name === name);
        return axis === undefined ? (
          <Fact key={name} name={name}>
            {x}
          </Fact>
        ) : (
          <Fact key={name} name={axisWords(axis)} about={axis.description}>
            {axisValue(axis, x)}
          </Fact>
        );
      })}
    </>
  );
}

/** How it ended, in words: "failed: off-road". */
export function outcomeText({ status, failed, reason }: EpisodeEntry): string {
  if (status === 'aborted') return 'aborted: says nothing of the agent';
  if (status === 'invalid') return 'invalid: the scene cannot be, and was not simulated';
  return `${failed === true ? 'failed' : 'passed'}: ${reason ?? 'no reason given'}`;
}

function Fact(props: {
  readonly name: string;
  readonly about?: string | undefined;
  readonly children: string | number;
}) {
  return (
    <div title={props.about}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
