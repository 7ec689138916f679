import { Rng } from '../../sim/core/index.ts';
import type { Axis } from '../../sim/space/index.ts';
import { categoryAt } from './box.ts';
import type { Observed } from './observed.ts';
import { type Estimate, shareEstimate } from './quantiles.ts';

const FEWEST = 50;
const MOST_BINS = 20;
const RESAMPLES = 200;

/**
 * First-order Sobol indices straight from episodes that are spread evenly over the space, without any model: the
 * share of the variance of Q between equal parts of an axis, less what chance puts there (Kelley's epsilon
 * squared, 1935). What Q does within a part is missed. Intervals are from episodes drawn again with
 * replacement, which puts that chance there once more and is taken off too. Null for fewer than 50 episodes, or
 * where all have one score.
 */
export function mainEffects(
  axes: readonly Axis[],
  episodes: readonly Observed[],
  { seed }: { seed: number },
): readonly Estimate[] | null {
  const scores = Float64Array.from(episodes, ({ score }) => score);
  if (episodes.length < FEWEST || scores.every((score) => score === scores[0])) return null;
  const bins = Math.min(MOST_BINS, Math.max(5, Math.round(Math.sqrt(episodes.length))));
  const rng = new Rng(seed, 'main effects');
  const everyone = scores.map((_, i) => i);
  const resamples = Array.from({ length: RESAMPLES }, () => everyone.map(() => rng.int(scores.length)));
  return axes.map((axis, a) => {
    const count = axis.kind === 'categorical' ? axis.values.length : bins;
    const parts = Uint16Array.from(episodes, ({ point }) => {
      const x = point[a] as number;
      if (axis.kind === 'categorical') return categoryAt(axis, x);
      return Math.max(0, Math.min(count - 1, Math.floor(((x + 1) / 2) * count)));
    });
    const { raw, corrected } = betweenShare(scores, parts, count, everyone);
    const draws = resamples.map(
      (rows) => betweenShare(scores, parts, count, rows).corrected - (raw - corrected),
    );
    return shareEstimate(corrected, draws);
  });
}

/** Share of the variance that lies between the parts, as it is and less what chance puts there. */
function betweenShare(
  scores: Float64Array,
  parts: Uint16Array,
  count: number,
  rows: Float64Array,
): { readonly raw: number; readonly corrected: number } {
  const sums = new Float64Array(count);
  const sizes = new Uint32Array(count);
  let [sum, square] = [0, 0];
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k] as number;
    const [score, part] = [scores[row] as number, parts[row] as number];
    sums[part] = (sums[part] as number) + score;
    sizes[part] = (sizes[part] as number) + 1;
    sum += score;
    square += score * score;
  }
  const n = rows.length;
  const whole = square - (sum * sum) / n;
  let [between, used] = [-(sum * sum) / n, 0];
  for (let part = 0; part < count; part++) {
    const size = sizes[part] as number;
    if (size === 0) continue;
    between += ((sums[part] as number) * (sums[part] as number)) / size;
    used++;
  }
  if (!(whole > 0) || n <= used) return { raw: 0, corrected: 0 };
  const within = (whole - between) / (n - used);
  return { raw: between / whole, corrected: (between - (used - 1) * within) / whole };
}
