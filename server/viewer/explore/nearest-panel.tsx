import { useState } from 'preact/hooks';
import { type Scene, Space } from '../../../sim/space/index.ts';
import type { EpisodeEntry } from '../../http/api.ts';
import { axisValue, figure, plural } from '../../report/format.ts';
import { reasonWords } from '../drive/drive-result.tsx';
import { Link, runPath } from '../shell/router.tsx';
import { axisName } from './axis-words.ts';
import type { Choice } from './choice.ts';
import { type Near, nearestEpisode } from './nearest-episode.ts';
import type { ChosenRun } from './run-choice.ts';

const CHANGES_SHOWN = 3;

interface Found {
  readonly near: Near;
  readonly failed: boolean;
  readonly from: Choice;
}

/** From any scene to the nearest that failed or passed in a run, and back. */
export function NearestPanel(props: {
  readonly choice: Choice;
  readonly run: ChosenRun;
  readonly onGo: (scene: Scene, seed: number) => void;
  readonly onSpace: (space: string) => void;
}) {
  const { choice, run, onGo, onSpace } = props;
  const [found, setFound] = useState<Found | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const { axes } = run.detail;
  if (axes === null) return <p>Run {run.name} has no space to measure distances in: it is no attack.</p>;
  const space = new Space(choice.space, axes);
  const here = space.problem(choice.scene);
  const searched = run.detail.summary.space;
  if (here !== null && searched !== null) {
    return (
      <>
        <p>Run {run.name} searched another space than the one this scene is shown in.</p>
        <button type="button" onClick={() => onSpace(searched)}>
          Show it in {searched}
        </button>
      </>
    );
  }

  const go = (failed: boolean) => {
    const near = nearestEpisode(space, choice.scene, run.episodes, failed);
    setMessage(
      near === null ? `Run ${run.name} has no other scene that ${failed ? 'failed' : 'passed'}.` : null,
    );
    if (near === null) return setFound(null);
    setFound({ near, failed, from: choice });
    onGo(near.episode.scene, near.episode.seed);
  };
  const count = (failed: boolean) => run.episodes.filter((episode) => episode.failed === failed).length;
  return (
    <>
      <div class="row">
        <button type="button" onClick={() => go(true)} disabled={count(true) === 0}>
          Nearest failing scene
        </button>
        <button type="button" onClick={() => go(false)} disabled={count(false) === 0}>
          Nearest passing scene
        </button>
      </div>
      <p class="muted">
        Among {plural(count(true), 'failure')} and {plural(count(false), 'pass', 'passes')} of {run.name}.
      </p>
      <div aria-live="polite">
        {message === null ? null : <p>{message}</p>}
        {found === null ? null : <Result found={found} run={run.name} />}
      </div>
      {found === null ? null : (
        <button
          type="button"
          onClick={() => {
            onGo(found.from.scene, found.from.seed);
            setFound(null);
          }}
        >
          Back to where I was
        </button>
      )}
    </>
  );
}

function Result({ found, run }: { readonly found: Found; readonly run: string }) {
  const { episode, distance, changes } = found.near;
  return (
    <>
      <p>
        <strong class={found.failed ? 'failed' : 'passed'}>{found.failed ? 'Failed' : 'Passed'}</strong>,
        distance {figure(distance)}: {verdict(episode)}{' '}
        <Link to={`${runPath(run)}?episode=${encodeURIComponent(episode.id)}`}>Watch {episode.id}</Link>
      </p>
      <p class="muted">Changed most:</p>
      <ul class="changes">
        {changes.slice(0, CHANGES_SHOWN).map(({ axis, from, to }) => (
          <li key={axis.name}>
            {axisName(axis)}: {axisValue(axis, from)} to {axisValue(axis, to)}
          </li>
        ))}
      </ul>
    </>
  );
}

function verdict({ q, reason }: EpisodeEntry): string {
  return `Q ${(q ?? 0).toFixed(2)}, ${reasonWords(reason)}`;
}
