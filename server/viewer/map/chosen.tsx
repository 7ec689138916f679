import type { Axis } from '../../../sim/space/index.ts';
import { plural, withInterval } from '../../report/format.ts';
import { limitWords } from './limits.ts';
import { failureShare, isFiltered, NO_FILTER } from './map-filter.ts';
import type { MapState } from './map-state.ts';
import type { Spot } from './spots.ts';

/** How often the chosen scenes fail, in words; read out as the choice changes. */
export function Chosen(props: {
  readonly state: MapState;
  readonly axes: readonly Axis[];
  readonly spots: readonly Spot[];
  readonly chosen: readonly Spot[];
  readonly undrawn: number;
}) {
  const { state, axes, spots, chosen, undrawn } = props;
  const filter = state.filter.value;
  const share = failureShare(chosen);
  const limits = axes.flatMap((axis) => {
    const limit = filter.limits[axis.name];
    return limit === undefined ? [] : [limitWords(axis, limit)];
  });
  const which = isFiltered(filter)
    ? `${chosen.length.toLocaleString('en')} of ${plural(spots.length, 'episode')} chosen`
    : plural(spots.length, 'episode');
  return (
    <div class="row map-chosen">
      <p role="status" data-testid="chosen">
        <strong>{which}</strong>
        {chosen.length === 0
          ? '.'
          : `: ${share.hits.toLocaleString('en')} failed, AFR ${withInterval(share)}.`}
        {limits.length === 0 ? null : <span class="muted">{` Within ${limits.join(', ')}.`}</span>}
        {undrawn === 0 ? null : (
          <span class="muted">{` ${plural(undrawn, 'episode')} aborted or invalid: not drawn, and not counted here.`}</span>
        )}
      </p>
      {isFiltered(filter) ? (
        <button
          type="button"
          onClick={() => {
            state.filter.value = NO_FILTER;
          }}
        >
          Show all
        </button>
      ) : null}
    </div>
  );
}
