import './map.css';
import { useMemo, useRef } from 'preact/hooks';
import type { Axis } from '../../../sim/space/index.ts';
import { bestAxes } from './best-axes.ts';
import { Chosen } from './chosen.tsx';
import { HELD } from './density-lines.tsx';
import { EpisodeTable } from './episode-table.tsx';
import { Legend } from './legend.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { MapControls } from './map-controls.tsx';
import { isChosen } from './map-filter.ts';
import type { MapState } from './map-state.ts';
import { Parallel } from './parallel.tsx';
import { Scatter } from './scatter.tsx';
import type { Spot } from './spots.ts';
import type { LearnedDraws } from './use-draws.ts';
import { useSettled } from './use-settled.ts';

/** Sorting thousands of rows at every move of a brush would make it stutter. */
const TABLE_FOLLOWS_MS = 120;

/** The map of one run's episodes, with its controls, and the chosen ones as a table. */
export function MapView(props: {
  readonly run: string;
  readonly state: MapState;
  readonly axes: readonly Axis[];
  readonly spots: readonly Spot[];
  readonly undrawn: number;
  readonly draws: LearnedDraws | null;
  readonly selected: string | null;
  onOpen(id: string): void;
}) {
  const { run, state, axes, spots, undrawn, draws, selected, onOpen } = props;
  const filter = state.filter.value;
  const best = useBestAxes(axes, spots);
  const chosen = useMemo(() => spots.filter((spot) => isChosen(filter, spot)), [spots, filter]);
  const listed = useSettled(chosen, TABLE_FOLLOWS_MS);
  const known = (name: string | undefined) => axes.find((axis) => axis.name === name);
  const x = known(state.axes.value?.[0]) ?? known(best?.[0]);
  const y = known(state.axes.value?.[1]) ?? known(best?.[1]);
  if (x === undefined || y === undefined) return null;
  const plot = { state, axes, spots, learned: draws?.points ?? null, selected, onOpen };
  return (
    <div class="map-view">
      <MapControls state={state} axes={axes} spots={spots} pair={[x.name, y.name]} />
      <Legend state={state} spots={spots} />
      {state.view.value === 'scatter' ? <Scatter {...plot} x={x} y={y} /> : <Parallel {...plot} />}
      <DensityKey state={state} draws={draws} />
      <Chosen state={state} axes={axes} spots={spots} chosen={chosen} undrawn={undrawn} />
      <LimitsPanel state={state} axes={axes} />
      <EpisodeTable run={run} axes={axes} spots={listed} selected={selected} onOpen={onOpen} />
    </div>
  );
}

/** Fewer failures than this say nothing about where they lie. */
const ENOUGH_FAILURES = 8;

/** The axes to look at first. They stay once they are chosen well: a live map must not turn under the eye. */
function useBestAxes(axes: readonly Axis[], spots: readonly Spot[]): readonly [string, string] | null {
  const settled = useRef<readonly [string, string] | null>(null);
  const best = useMemo(() => settled.current ?? bestAxes(axes, spots), [axes, spots]);
  if (settled.current === null && spots.filter(({ failed }) => failed).length >= ENOUGH_FAILURES) {
    settled.current = best;
  }
  return best;
}

/** What the lines over the map are, with switches. */
function DensityKey({ state, draws }: { readonly state: MapState; readonly draws: LearnedDraws | null }) {
  const held = HELD.map((share) => `${share * 100}`).join(', ');
  return (
    <div class="row map-key">
      <label>
        <input
          type="checkbox"
          checked={state.showsLearned.value}
          disabled={draws === null}
          onChange={(event) => {
            state.showsLearned.value = event.currentTarget.checked;
          }}
        />{' '}
        <span class="key-line learned" aria-hidden="true" /> learned density
      </label>
      <label>
        <input
          type="checkbox"
          checked={state.showsPoolFailures.value}
          onChange={(event) => {
            state.showsPoolFailures.value = event.currentTarget.checked;
          }}
        />{' '}
        <span class="key-line pool" aria-hidden="true" /> density of the pool's failures
      </label>
      <span class="muted" data-testid="density-words">
        {draws === null ? 'Nothing is learned yet.' : `${draws.words}; the lines hold ${held} % of them.`}
      </span>
    </div>
  );
}
