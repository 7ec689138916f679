import { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Trial } from '../adversary.ts';
import { type Course, CourseAdversary, type Notes } from '../course.ts';
import { fitMixture } from '../models/em.ts';
import { fitSettings } from '../models/fit-process.ts';
import { GaussianProcess, type GpSettings } from '../models/gaussian-process.ts';
import { MixtureDistribution } from '../models/mixture.ts';
import { normalDensity, normalShare } from '../models/normal.ts';
import { real, whole } from '../number-options.ts';
import type { OptionValues } from '../options.ts';
import type { AdversaryContext, AdversaryKind } from '../registry.ts';
import { byScore, clip } from '../search/search.ts';
import { spendOnImitation } from '../spending.ts';
import { uniformPoint } from '../uniform.ts';
import { baselineOf, COMPARED, checkInduced, drawn, GENERATED, poolPoints, tellStage } from './pooled.ts';

/** Trials that the process is made from, at most: the lowest half of them, and others at random. */
const MOST = 400;
/** Batches after which lengths and noise are fitted anew. */
const REFIT = 5;
/** Standard deviation, in half ranges, of candidates about the lowest-scoring trials. */
const NEAR = 0.1;

/**
 * The baseline "Bayesian optimisation" of Hamdi, Mueller and Ghanem (SADA, AAAI 2020): expected
 * improvement (Mockus 1975; Jones, Schonlau and Welch 1998, eq. 15) over a Gaussian process; the last
 * scenes searched are the induced set, and a Gaussian mixture on it generates. Several scenes at once by
 * believing the process where it was not yet told (Ginsbourger, Le Riche and Carraro 2010).
 */
export const bayesianKind: AdversaryKind = {
  name: 'bayesian',
  description: 'searches by expected improvement, then draws from a mixture on what it searched last',
  options: [
    whole('pool', 'episodes', 2, 50, 'uniform random scenes scored first'),
    whole('searched', 'episodes', 1, 200, 'scenes searched by expected improvement', 100_000),
    whole('induced', 'episodes', 1, 100, 'scenes searched last that the mixture is fitted to'),
    GENERATED,
    COMPARED,
    real('components', 'share', [0, 1], 0.1, 'Gaussians per induced scene'),
    whole('batch', 'episodes', 1, 5, 'scenes searched at once', 1000),
    whole('candidates', 'points', 2, 400, 'points of which the most promising is searched', 100_000),
  ],
  spend(episodes) {
    const { pool: rest, samples, induced } = spendOnImitation(episodes);
    const pool = Math.max(2, Math.floor(Number(rest) / 5));
    return {
      pool,
      searched: Number(rest) - pool,
      samples: Number(samples),
      induced: Number(induced),
      baseline: 0,
    };
  },
  create(options, context) {
    checkInduced(options, 'searched');
    const length = Number(options.pool) + Number(options.searched) + Number(options.samples);
    const begin = (notes: Notes) => optimise(options, context, notes);
    return new CourseAdversary({ name: 'bayesian', length, baseline: baselineOf(options), begin }, context);
  },
};

function* optimise(options: OptionValues, context: AdversaryContext, notes: Notes): Course {
  const number = (name: string) => Number(options[name]);
  const rng = new Rng(context.seed, 'bayesian');
  const pool = yield { phase: 'pool', points: poolPoints(number('pool'), context) };
  const searched: Trial[] = [];
  let settings: GpSettings | undefined;
  for (let batch = 0; searched.length < number('searched'); batch++) {
    const known = worthKnowing([...pool, ...searched], rng);
    if (settings === undefined || batch % REFIT === 0) {
      settings = fitSettings(
        known.map((trial) => trial.point),
        known.map((trial) => trial.score),
        rng,
      );
    }
    const size = Math.min(number('batch'), number('searched') - searched.length);
    searched.push(
      ...(yield { phase: 'search', points: promising(known, settings, size, number('candidates'), rng) }),
    );
  }
  const induced = searched.slice(-number('induced'));
  tellStage(notes, [...pool, ...searched], induced);
  const failed = induced.filter((trial) => trial.failed).length;
  if (failed < induced.length) {
    notes.remarks.push(`Only ${failed} of the ${induced.length} scenes searched last are failures.`);
  }
  const wanted = Math.max(1, Math.round(number('components') * induced.length));
  const mixture = new MixtureDistribution(
    fitMixture(
      induced.map((trial) => trial.point),
      wanted,
      new Rng(context.seed, 'mixture'),
    ),
  );
  yield { phase: 'generated', points: drawn(mixture, number('samples'), context.seed) };
  return mixture;
}

function worthKnowing(trials: readonly Trial[], rng: Rng): readonly Trial[] {
  if (trials.length <= MOST) return trials;
  const order = byScore(trials);
  return [...order.slice(0, MOST / 2), ...rng.shuffle(order.slice(MOST / 2)).slice(0, MOST / 2)];
}

/** The points of largest expected improvement, one after the other, each believed before the next. */
function promising(
  known: readonly Trial[],
  settings: GpSettings,
  size: number,
  candidates: number,
  rng: Rng,
): readonly Point[] {
  const points = known.map((trial) => trial.point);
  const scores = known.map((trial) => trial.score);
  const lowest = Math.min(...scores);
  const nearby = byScore(known).slice(0, 10);
  const chosen: Point[] = [];
  let process: GaussianProcess | undefined;
  while (chosen.length < size) {
    const believed = new GaussianProcess(points, scores, settings, process);
    process = believed;
    const tried = Array.from({ length: candidates }, (_, i) =>
      i % 2 === 0
        ? uniformPoint(rng, points[0]?.length ?? 1)
        : clip(rng.pick(nearby).point.map((x) => x + NEAR * rng.normal())),
    );
    const gains = tried.map((point) => expectedImprovement(believed.predict(point), lowest));
    const best = tried[gains.indexOf(Math.max(...gains))] as Point;
    chosen.push(best);
    points.push(best);
    scores.push(believed.mean(best));
  }
  return chosen;
}

/** E max(0, lowest - Q) where Q is normal. */
export function expectedImprovement(
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
  lowest: number,
): number {
  if (deviation === 0) return Math.max(0, lowest - mean);
  const z = (lowest - mean) / deviation;
  return deviation * (z * normalShare(z) + normalDensity(z));
}
