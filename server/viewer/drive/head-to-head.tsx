import { useEffect, useState } from 'preact/hooks';
import type { EpisodeEntry, NewDrive } from '../../http/api.ts';
import { Drive } from './drive.ts';
import { EpisodeLink, reasonWords, termName, termValue } from './drive-result.tsx';

/** One drive of the same scene and seed. */
export interface Attempt {
  readonly driver: string;
  readonly run: string;
  readonly episode: EpisodeEntry;
}

/** The same scene and seed by others, all scores side by side. */
export function HeadToHead(props: {
  readonly attempts: readonly Attempt[];
  readonly agents: readonly string[];
  readonly where: Omit<NewDrive, 'agent'>;
  readonly onAttempt: (attempt: Attempt) => void;
}) {
  const { attempts, agents, where, onAttempt } = props;
  const [drive, setDrive] = useState<Drive | null>(null);
  useEffect(() => {
    if (drive === null) return;
    const stop = drive.state.subscribe((state) => {
      if (state.state !== 'logged') return;
      onAttempt({ driver: drive.asked.agent, run: state.ref.run, episode: state.episode });
    });
    return () => {
      stop();
      drive.close();
    };
  }, [drive]);
  const state = drive?.state.value.state ?? 'logged';
  const busy = state === 'asked' || state === 'driving';
  return (
    <>
      <div class="row">
        {agents.map((agent) => (
          <button
            key={agent}
            type="button"
            disabled={busy}
            onClick={() => setDrive(new Drive({ ...where, agent }))}
          >
            Same scene with {agent}
          </button>
        ))}
      </div>
      <div aria-live="polite">
        {busy ? <p>{drive?.asked.agent} drives …</p> : null}
        {drive?.state.value.state === 'problem' ? <p class="problem">{drive.state.value.message}</p> : null}
      </div>
      <ScoreTable attempts={attempts} />
    </>
  );
}

function ScoreTable({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const terms = [...new Set(attempts.flatMap(({ episode }) => Object.keys(episode.terms ?? {})))];
  const best = Math.max(...attempts.map(({ episode }) => episode.q ?? 0));
  return (
    <div class="scores">
      <table>
        <caption class="visually-hidden">Scores of this scene and seed</caption>
        <thead>
          <tr>
            <th scope="col">Driver</th>
            <th scope="col" class="number">
              Q
            </th>
            <th scope="col">How it ended</th>
            {terms.map((name) => (
              <th key={name} scope="col" class="number">
                {termName(name)}
              </th>
            ))}
            <th scope="col">Log</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ driver, run, episode }) => (
            <tr key={`${run} ${episode.id}`}>
              <th scope="row">{driver}</th>
              <td class="number">
                {episode.q === null ? '' : episode.q.toFixed(3)}
                {episode.q === best && attempts.length > 1 ? ' (best)' : ''}
              </td>
              <td class={episode.failed === true ? 'failed' : episode.failed === false ? 'passed' : ''}>
                {episode.status === 'aborted' ? 'aborted' : reasonWords(episode.reason)}
              </td>
              {terms.map((name) => (
                <td key={name} class="number">
                  {episode.terms?.[name] === undefined ? '' : termValue(name, episode.terms[name])}
                </td>
              ))}
              <td>
                <EpisodeLink run={run} episode={episode.id} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
