import type { EpisodeEntry, NewDriveRef } from '../../http/api.ts';
import { Link, runPath } from '../shell/router.tsx';

/** The terms of a score as people say them; a task's own are shown by their names. */
const TERM_WORDS: Readonly<Record<string, string>> = {
  routeCompletion: 'route completed',
  infractions: 'kept after infractions',
  meanSpeed: 'speed',
  time: 'time left',
  wrongLaneS: 'wrong lane',
  missedDeadlines: 'answers too late',
};
const SHARES = ['routeCompletion', 'infractions', 'meanSpeed', 'time'];

/** How a drive ended, by all that its score is made of, with the way to its log. */
export function DriveResult({ run, episode }: { readonly run: string; readonly episode: EpisodeEntry }) {
  if (episode.status === 'aborted') {
    return (
      <p>
        <strong>Aborted</strong>, which counts for nobody: {episode.error ?? 'the driver was lost'}
      </p>
    );
  }
  return (
    <div class="drive-result">
      <p>
        <strong class={episode.failed ? 'failed' : 'passed'}>{episode.failed ? 'Failed' : 'Passed'}</strong>{' '}
        with Q <strong class="q">{(episode.q ?? 0).toFixed(3)}</strong>: {reasonWords(episode.reason)}{' '}
        <EpisodeLink run={run} episode={episode.id} />
      </p>
      <dl class="terms">
        {Object.entries(episode.terms ?? {}).map(([name, value]) => (
          <div key={name}>
            <dt>{termName(name)}</dt>
            <dd>{termValue(name, value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

export function EpisodeLink({ run, episode }: Pick<NewDriveRef, 'run' | 'episode'>) {
  return <Link to={`${runPath(run)}?episode=${encodeURIComponent(episode)}`}>Watch it</Link>;
}

/** "collision:building" is "collision with a building". */
export function reasonWords(reason: string | null): string {
  if (reason === null) return 'no reason.';
  const [what, whom] = reason.split(':');
  const words = { goal: 'reached the goal', timeout: 'ran out of time', 'off-road': 'left the road' }[reason];
  if (words !== undefined) return `${words}.`;
  return whom === undefined ? `${what}.` : `${what} with a ${whom.replaceAll('-', ' ')}.`;
}

export function termName(name: string): string {
  return TERM_WORDS[name] ?? name;
}

export function termValue(name: string, value: number): string {
  if (SHARES.includes(name)) return `${Math.round(value * 100)} %`;
  return name.endsWith('S') ? `${value.toFixed(1)} s` : String(Number(value.toPrecision(4)));
}
