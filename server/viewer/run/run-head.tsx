import type { RunDetail, RunSummary } from '../../http/api.ts';
import { withInterval } from '../../report/format.ts';
import { phaseTitle } from '../../report/run-view.ts';
import { RunStatus } from '../runs/run-status.tsx';

/** Which run this is, how it stands, and how often its agent failed in each phase. */
export function RunHead({ summary, detail }: { readonly summary: RunSummary; readonly detail: RunDetail }) {
  return (
    <header class="run-head">
      <div class="row">
        <h2>{summary.name}</h2>
        <RunStatus summary={summary} />
      </div>
      <p class="muted">
        {[
          summary.agent,
          `on ${summary.task}`,
          summary.adversary === null ? summary.command : `attacked by ${summary.adversary}`,
          `seed ${summary.seed}`,
          detail.renderer === null ? null : `drawn by ${detail.renderer.split(':')[0]}`,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      <dl class="phase-rates">
        {summary.phases.map(({ phase, failed }) => (
          <div key={phase}>
            <dt>{phaseTitle(phase)}</dt>
            <dd>{withInterval(failed)} failed</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
