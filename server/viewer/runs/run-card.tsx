import type { RunSummary } from '../../http/api.ts';
import { plural, withInterval } from '../../report/format.ts';
import { phaseTitle } from '../../report/run-view.ts';
import { IntervalStrip } from '../charts/interval-strip.tsx';
import { markOf } from '../map/marks.tsx';
import { Link, runPath } from '../shell/router.tsx';
import { RunActions } from './run-actions.tsx';
import { RunNotice, RunStatus } from './run-status.tsx';

const WHEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** One run in the list: what it is, how it stands, how often the agent failed, what can be done. */
export function RunCard(props: {
  readonly summary: RunSummary;
  readonly isPicked: boolean;
  onPick(isPicked: boolean): void;
}) {
  const { summary, isPicked, onPick } = props;
  const { name, problem } = summary;
  return (
    <li class="panel run-card" data-run={name}>
      <div class="row run-head">
        <h3>{problem === null ? <Link to={runPath(name)}>{name}</Link> : name}</h3>
        <RunStatus summary={summary} />
        {problem === null ? (
          <label class="run-pick">
            <input
              type="checkbox"
              checked={isPicked}
              onChange={(event) => onPick(event.currentTarget.checked)}
            />{' '}
            Compare<span class="visually-hidden"> {name}</span>
          </label>
        ) : null}
      </div>
      {problem === null ? <p class="muted run-about">{aboutRun(summary)}</p> : null}
      <RunNotice summary={summary} />
      <PhaseRates summary={summary} />
      <RunActions summary={summary} />
    </li>
  );
}

/** Fooling rate per phase, with its interval in words and as a strip. */
function PhaseRates({ summary }: { readonly summary: RunSummary }) {
  const { phases, aborted } = summary;
  if (phases.length === 0) return null;
  return (
    <ul class="run-phases">
      {phases.map(({ phase, failed }) => (
        <li key={phase}>
          <span>{phaseTitle(phase)}</span>
          <IntervalStrip share={failed} colour={markOf(phase).colour} />
          <span>
            <b>{failed.total === 0 ? 'none ended' : withInterval(failed)}</b>{' '}
            <span class="muted">
              {failed.hits.toLocaleString('en')} of {plural(failed.total, 'scene')} failed
            </span>
          </span>
        </li>
      ))}
      {aborted > 0 ? <li class="muted">{plural(aborted, 'episode')} aborted, counted as neither</li> : null}
    </ul>
  );
}

function aboutRun(run: RunSummary): string {
  const { command, task, space, agent, adversary, seed, startedAt } = run;
  const started = startedAt === '' ? null : `started ${WHEN.format(new Date(startedAt))}`;
  return [
    space === null ? task : `${task}, space ${space}`,
    `agent ${agent}`,
    adversary === null ? command : `adversary ${adversary}`,
    `seed ${seed}`,
    started,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
