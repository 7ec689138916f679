import '../charts/charts.css';
import './compare.css';
import { useMemo } from 'preact/hooks';
import type { RunSummary } from '../../http/api.ts';
import { bestAxes } from '../map/best-axes.ts';
import { createMapState } from '../map/map-state.ts';
import { spotsOf } from '../map/spots.ts';
import { runs } from '../shell/live.ts';
import { Link, place, runPath, setQuery } from '../shell/router.tsx';
import { CompareConfig } from './compare-config.tsx';
import { CompareMap } from './compare-map.tsx';
import { CompareRates } from './compare-rates.tsx';
import { MarginalChart } from './marginal-chart.tsx';
import { marginalsOf, sharedAxes } from './marginals.ts';
import { currentSummary, type LoggedRun, type RunLoad, useLoggedRun } from './use-logged-run.ts';

/** Two runs side by side: what differs in how they were set up, and in what they found. */
export function ComparePage() {
  const { query } = place.value;
  const names = [query.get('a'), query.get('b')] as const;
  const [a, b] = [useLoggedRun(names[0]), useLoggedRun(names[1])];
  return (
    <div class="compare-page">
      <h2>Compare two runs</h2>
      <div class="compare-columns">
        <RunPick letter="A" field="a" name={names[0]} load={a} />
        <RunPick letter="B" field="b" name={names[1]} load={b} />
      </div>
      {names[0] !== null && names[1] !== null && a.state === 'ready' && b.state === 'ready' ? (
        <Comparison a={a.run} b={b.run} />
      ) : (
        <p class="muted">
          Choose two runs; this page then shows what differs in how they were set up and in what they found.
        </p>
      )}
    </div>
  );
}

function RunPick(props: {
  readonly letter: string;
  readonly field: 'a' | 'b';
  readonly name: string | null;
  readonly load: RunLoad;
}) {
  const { letter, field, name, load } = props;
  const all: readonly Pick<RunSummary, 'name' | 'problem'>[] = runs.value ?? [];
  const names = all.filter(({ problem }) => problem === null).map((run) => run.name);
  const choices = name === null || names.includes(name) ? names : [name, ...names];
  return (
    <section class="panel" aria-label={`Run ${letter}`}>
      <label class="row">
        <strong>{letter}</strong>
        <select
          aria-label={`Run ${letter}`}
          value={name ?? ''}
          onChange={(event) => setQuery({ [field]: event.currentTarget.value || null })}
        >
          <option value="">choose a run</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      </label>
      {name === null ? null : load.state === 'problem' ? (
        <p class="problem">{load.message}</p>
      ) : load.state === 'loading' ? (
        <p class="muted">Reading the run ...</p>
      ) : (
        <RunWords run={load.run} />
      )}
    </section>
  );
}

function RunWords({ run }: { readonly run: LoggedRun }) {
  const { name, task, space, agent, adversary, status, seed } = currentSummary(run);
  return (
    <p>
      <Link to={runPath(name)}>{name}</Link>
      <span class="muted">
        {`: agent ${agent} on ${task}${space === null ? '' : `, space ${space}`}; ${adversary === null ? 'no adversary' : `adversary ${adversary}`}; seed ${seed}; ${status}`}
      </span>
    </p>
  );
}

function Comparison({ a, b }: { readonly a: LoggedRun; readonly b: LoggedRun }) {
  const marginals = useMemo(
    () => marginalsOf([a.detail.axes ?? [], b.detail.axes ?? []], [a.episodes, b.episodes]),
    [a, b],
  );
  const shared = useMemo(
    () => sharedAxes([a.detail.axes ?? [], b.detail.axes ?? []]),
    [a.detail.axes, b.detail.axes],
  );
  // Both maps begin with the axes that tell most about run A, among those that both have.
  const state = useMemo(() => createMapState(bestAxes(shared, spotsOf(a.episodes, shared, {}))), [shared]);
  return (
    <>
      <section class="panel">
        <h2>How often they fail</h2>
        <CompareRates a={currentSummary(a)} b={currentSummary(b)} />
      </section>
      <section class="panel">
        <h2>How they were set up</h2>
        <CompareConfig a={a.detail} b={b.detail} />
      </section>
      <section class="panel">
        <h2>Where their failures lie</h2>
        {marginals.length === 0 ? (
          <p class="muted">
            The two runs share no parameter of the same range, so their failures cannot be laid over each
            other.
          </p>
        ) : (
          <>
            <p class="compare-legend">
              <span class="swatch a" aria-hidden="true" /> A, filled{' '}
              <span class="swatch b" aria-hidden="true" /> B, outlined; bars are shares of the run's own
              failures, pool and generated together
            </p>
            <div class="charts marginals">
              {marginals.map((marginal) => (
                <MarginalChart key={marginal.axis.name} marginal={marginal} />
              ))}
            </div>
          </>
        )}
      </section>
      <section>
        <h2>Failure maps</h2>
        <p class="muted">
          {shared.length > 0
            ? 'The two maps are linked: axes, filters and brush of one are those of the other.'
            : 'They have no parameter in common; each map has axes of its own.'}
        </p>
        <div class="compare-columns">
          <CompareMap letter="A" run={a} state={state} />
          <CompareMap letter="B" run={b} state={state} />
        </div>
      </section>
    </>
  );
}
