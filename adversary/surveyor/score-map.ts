import type { Point } from '../../sim/space/index.ts';
import { GaussianProcess, type GpSettings, type Prediction, SHAPES } from '../models/gaussian-process.ts';
import { featuresOf } from './features.ts';

/** What a survey believes about the score: a Gaussian process over the features of the scenes run. */
export class ScoreMap {
  readonly points: readonly Point[];
  readonly scores: readonly number[];
  readonly binsPerAxis: readonly (number | null)[];
  readonly settings: GpSettings;
  readonly #process: GaussianProcess;

  constructor(
    points: readonly Point[],
    scores: readonly number[],
    binsPerAxis: readonly (number | null)[],
    settings: GpSettings,
  ) {
    this.points = points;
    this.scores = scores;
    this.binsPerAxis = binsPerAxis;
    this.settings = settings;
    const features = points.map((point) => featuresOf(point, binsPerAxis));
    this.#process = new GaussianProcess(features, scores, settings);
  }

  predict(point: Point): Prediction {
    return this.#process.predict(featuresOf(point, this.binsPerAxis));
  }

  mean(point: Point): number {
    return this.#process.mean(featuresOf(point, this.binsPerAxis));
  }

  /**
   * A score that the point's own exceeds only if the prediction is wrong by `caution` deviations. Where the
   * mean alone is above `bar` it is the mean, as that is cheap and who asks wants no more.
   */
  upper(point: Point, caution: number, bar = Number.POSITIVE_INFINITY): number {
    const low = this.mean(point);
    if (low > bar || caution === 0) return low;
    const { mean, deviation } = this.predict(point);
    return mean + caution * deviation;
  }

  /** Prediction of each known point from all the others. */
  leaveOneOut(): readonly Prediction[] {
    return this.#process.leaveOneOut();
  }

  /** How much two points vary together before anything is known, from 0 to 1. */
  correlation(a: Point, b: Point): number {
    const [x, y] = [featuresOf(a, this.binsPerAxis), featuresOf(b, this.binsPerAxis)];
    let sum = 0;
    x.forEach((value, i) => {
      const z = (value - (y[i] as number)) / (this.settings.lengths[i] as number);
      sum += z * z;
    });
    return SHAPES[this.settings.kernel ?? 'gaussian'](sum);
  }
}
