import { deriveSeed } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { energyDistance, expectedEnergyDistance } from './fit.ts';
import { type GanLosses, type GanWatch, trainGan } from './gan.ts';
import { GeneratorDistribution } from './generator.ts';
import type { GanSettings } from './settings.ts';
import type { TrainingSet } from './training-set.ts';

export interface Learned {
  readonly distribution: GeneratorDistribution;
  /** Trainings made, and the energy distance of each one's samples to the induced set. */
  readonly energyDistances: readonly number[];
  /** The energy distance that fresh samples of the induced distribution would have on average. */
  readonly expectedEnergyDistance: number;
  readonly losses: readonly GanLosses[];
}

/** Samples drawn to judge a fit. */
const FIT_SAMPLES = 400;

/**
 * Trains until the samples fit the induced set as well as fresh draws from it would, at most
 * `attempts` times, and keeps the best fit. It judges by the induced set alone: choosing by the
 * scores of generated samples would flatter the fooling rate that is reported.
 */
export async function learnDistribution(
  set: TrainingSet,
  settings: GanSettings,
  seed: number,
  watch: GanWatch = {},
): Promise<Learned> {
  const expected = expectedEnergyDistance(set.induced, FIT_SAMPLES);
  const energyDistances: number[] = [];
  let best: { distribution: GeneratorDistribution; losses: readonly GanLosses[] } | undefined;
  for (let attempt = 0; attempt < settings.attempts; attempt++) {
    const gan = await trainGan(set, settings, deriveSeed(seed, 'attempt', attempt), watch);
    const parts = { latent: settings.latent, generator: gan.generator, discriminator: gan.discriminator };
    const open = new GeneratorDistribution({ ...parts, leastLogit: null });
    const distribution =
      settings.rejects === null
        ? open
        : new GeneratorDistribution({
            ...parts,
            leastLogit: lowQuantile(open.rank(set.induced), settings.rejects),
          });
    const samples = snapped(distribution.sample(FIT_SAMPLES, deriveSeed(seed, 'fit')), set.binsPerAxis);
    const distance = energyDistance(set.induced, samples);
    if (best === undefined || distance < Math.min(...energyDistances)) {
      best = { distribution, losses: gan.losses };
    }
    energyDistances.push(distance);
    if (distance <= expected) break;
  }
  if (best === undefined) throw new RangeError('a learner needs at least one attempt');
  return { ...best, energyDistances, expectedEnergyDistance: expected };
}

function lowQuantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] as number;
}

/** The points as they would be told: binned coordinates at the centre of their bin. */
function snapped(points: readonly Point[], binsPerAxis: readonly (number | null)[]): readonly Point[] {
  return points.map((point) =>
    point.map((value, i) => {
      const bins = binsPerAxis[i] ?? null;
      if (bins === null) return value;
      const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value + 1) / 2) * bins)));
      return ((bin + 0.5) / bins) * 2 - 1;
    }),
  );
}
