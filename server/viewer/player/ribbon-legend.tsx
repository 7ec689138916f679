import { SCALE_GRADIENT } from '../stage/colour-scale.ts';
import type { RibbonValue } from './ribbon-values.ts';

/** What the ribbon's colours mean. */
export function RibbonLegend(props: {
  readonly value: RibbonValue;
  readonly range: readonly [number, number];
}) {
  const { value, range } = props;
  return (
    <div class="ribbon-legend">
      <span>{value.name}</span>
      <span class="number">{tidy(range[0])}</span>
      <span class="bar" style={{ background: SCALE_GRADIENT }} />
      <span class="number">
        {tidy(range[1])} {value.unit}
      </span>
    </div>
  );
}

function tidy(x: number): string {
  return String(Number(x.toPrecision(3)));
}
