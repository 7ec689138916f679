import type { Prediction } from '../models/gaussian-process.ts';

const RANGE = 2;
const STEP = 0.25;

/**
 * By how many deviations a prediction must lie below the level, so that of the scenes run that would have been
 * called failing by all the others a share `sure` did fail: the least such number from `least` to 2 more, else the one of most.
 */
export function cautionFor(
  predictions: readonly Prediction[],
  failed: readonly boolean[],
  level: number,
  { sure, least }: { readonly sure: number; readonly least: number },
): number {
  let [best, most] = [least + RANGE, -1];
  for (let caution = least; caution <= least + RANGE; caution += STEP) {
    let [called, right] = [0, 0];
    predictions.forEach(({ mean, deviation }, i) => {
      if (mean + caution * deviation > level) return;
      called++;
      if (failed[i]) right++;
    });
    if (called === 0) break;
    if (right >= sure * called) return caution;
    if (right / called > most) [best, most] = [caution, right / called];
  }
  return best;
}
