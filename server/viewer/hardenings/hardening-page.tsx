import type { HardeningDetail, HardeningStep } from '../../http/api.ts';
import { withInterval } from '../../report/format.ts';
import { CopyText } from '../runs/copy-text.tsx';
import { Link, runPath } from '../shell/router.tsx';
import { useLoad } from '../shell/use-load.ts';
import { useTicks } from '../shell/use-ticks.ts';
import { BeforeAfter } from './before-after.tsx';
import { standsInWords } from './hardenings-page.tsx';

const LOOK_EVERY_MS = 2000;

/** One hardening: how far it is while it goes on, what came of it, and the runs that it is made of. */
export function HardeningPage({ name }: { readonly name: string }) {
  const load = useLoad<HardeningDetail>(
    `/api/hardenings/${encodeURIComponent(name)}`,
    useTicks(LOOK_EVERY_MS),
  );
  return (
    <>
      <p>
        <Link to="/hardenings">Hardenings</Link>
      </p>
      <h2>{name}</h2>
      {load.state === 'problem' ? (
        <p class="problem">{load.message}</p>
      ) : load.state === 'loading' ? (
        <p class="muted">Reading the hardening ...</p>
      ) : (
        <Hardened detail={load.value} />
      )}
    </>
  );
}

function Hardened({ detail }: { readonly detail: HardeningDetail }) {
  const { agent, task, space, adversary, attack, attackRun, status, stages, rows, steps, outcome } = detail;
  return (
    <div class="run-parts">
      <p>
        {`${agent}, trained on what failed on ${task}, space ${space}, in the ${adversary} attack `}
        {attackRun === null ? attack : <Link to={runPath(attackRun)}>{attackRun}</Link>}
        {`: ${standsInWords(detail)}.`}{' '}
        {status === 'running' ? (
          <progress value={stages.done} max={stages.of} aria-label={`Progress of ${detail.name}`} />
        ) : null}
      </p>
      {outcome === null ? (
        status === 'interrupted' ? (
          <p class="muted">
            It was stopped; whole stages are kept. The same command with <code>--resume</code> goes on.
          </p>
        ) : null
      ) : (
        <section class="panel" aria-labelledby="verdict-title">
          <h3 id="verdict-title">Before and after</h3>
          <ul>
            {outcome.findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
          <BeforeAfter rows={rows} />
          <p class="muted">
            Mended failed before and passes now; broken the other way round; p is McNemar's. Intervals are
            Wilson's at 95 %.
          </p>
        </section>
      )}
      <section class="panel" aria-labelledby="stages-title">
        <h3 id="stages-title">Stages</h3>
        <StageTable steps={steps} />
      </section>
      {outcome === null ? null : (
        <section class="panel" aria-labelledby="setting-title">
          <h3 id="setting-title">How it was done</h3>
          {outcome.setting.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p class="muted">
            {`${agent} was of version ${outcome.versions.before}; ${outcome.agent} is of version ${outcome.versions.after}.`}
          </p>
          <CopyText label="Made again by" text={outcome.command} />
        </section>
      )}
    </div>
  );
}

function StageTable({ steps }: { readonly steps: readonly HardeningStep[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll" aria-label="Stages of the hardening" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">stage</th>
            <th scope="col">stands</th>
            <th scope="col" class="number">
              episodes
            </th>
            <th scope="col">failed</th>
            <th scope="col">to look at</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ name, what, state, run, training, episodes, failed }) => (
            <tr key={name}>
              <td>{what}</td>
              <td>{state}</td>
              <td class="number">{run === null ? '' : episodes}</td>
              <td>{failed === null || failed.total === 0 ? '' : withInterval(failed)}</td>
              <td>
                {run === null ? null : <Link to={runPath(run)}>{run}</Link>}
                {training === null ? null : <Link to={`/trainings/${training}`}>{training}</Link>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
