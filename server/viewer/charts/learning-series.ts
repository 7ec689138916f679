import { coverage } from '../../../adversary/metrics.ts';
import { mean, standardDeviation } from '../../../sim/core/index.ts';
import type { Point } from '../../../sim/space/index.ts';
import type { LearningAbout } from '../../http/api.ts';
import type { LearnerNews } from '../../live/live-event.ts';
import type { ColourName } from './colours.ts';
import { type Series, thinned } from './series.ts';

const POINTS_SHOWN = 400;
/** More failures than this make a figure no truer, only slower. */
const FAILURES_JUDGED = 300;

/** What a learner's named figures are called, and how their lines look. */
const LINES: Readonly<Record<string, { name: string; colour: ColourName; dash: readonly number[] }>> = {
  generator: { name: 'generator', colour: '--generated', dash: [] },
  discriminator: { name: 'discriminator', colour: '--induced', dash: [7, 4] },
  energyDistance: { name: 'energy distance', colour: '--accent', dash: [] },
};
const OTHER_COLOURS: readonly ColourName[] = ['--text', '--pool', '--warn'];

/** A step of a training: its place on the chart, and its figures by name. */
interface Logged {
  readonly x: number;
  readonly figures: Readonly<Record<string, number>>;
}

/** Phases that something is known of, in the order in which they were learned. */
export function learnedPhases(news: readonly LearnerNews[], learning: readonly LearningAbout[]): string[] {
  return [...new Set([...learning.map(({ phase }) => phase), ...news.map(({ phase }) => phase)])];
}

/**
 * The figures of one phase's training as lines, without those named in `but`: as they were told
 * while the page looked on, else as they were logged.
 */
export function figureSeries(
  phase: string,
  news: readonly LearnerNews[],
  learning: readonly LearningAbout[],
  keep: (name: string) => boolean,
): readonly Series[] {
  const told = steps(phase, news).map(({ x, one }) => ({ x, figures: one.figures }));
  const logged = (learning.find((one) => one.phase === phase)?.losses ?? []).map(
    ({ iteration = Number.NaN, ...figures }) => ({ x: iteration, figures }),
  );
  const source: readonly Logged[] = told.length > logged.length ? told : logged;
  const names = [...new Set(source.flatMap(({ figures }) => Object.keys(figures)))].filter((name) =>
    keep(name),
  );
  return names.map((name, i) => {
    const line = LINES[name.replace(/Loss$/, '')] ?? {
      name,
      colour: OTHER_COLOURS[i % OTHER_COLOURS.length] as ColourName,
      dash: [2, 3],
    };
    const points = source.flatMap(({ x, figures }) => {
      const y = figures[name];
      return y === undefined || !Number.isFinite(y) || !Number.isFinite(x) ? [] : [{ x, y }];
    });
    return { ...line, points: thinned(points, POINTS_SHOWN) };
  });
}

/** Standard deviation of the draws, averaged over the axes, as the training goes. */
export function spreadSeries(
  phase: string,
  news: readonly LearnerNews[],
  failures: readonly Point[],
): readonly Series[] {
  const points = steps(phase, news).flatMap(({ x, one }) =>
    one.sample === null ? [] : [{ x, y: spreadOf(one.sample) }],
  );
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [];
  const draws = { name: 'draws', colour: '--generated', dash: [], points } as const;
  if (failures.length < 2) return [draws];
  const y = spreadOf(failures);
  const reference = [first, last].map(({ x }) => ({ x, y }));
  return [draws, { name: "the pool's failures", colour: '--induced', dash: [7, 4], points: reference }];
}

/** Share of the pool's failures that have a draw within `radius`, with its interval, as the training goes. */
export function coverageSeries(
  phase: string,
  news: readonly LearnerNews[],
  failures: readonly Point[],
  radius: number,
): readonly Series[] {
  const judged = thinned(failures, FAILURES_JUDGED);
  if (judged.length === 0) return [];
  const points = steps(phase, news).flatMap(({ x, one }) => {
    if (one.sample === null) return [];
    const { share, low, high } = coverage(judged, one.sample, radius);
    return [{ x, y: share, low, high }];
  });
  return points.length === 0 ? [] : [{ name: 'covered', colour: '--generated', dash: [], points }];
}

export function spreadOf(points: readonly Point[]): number {
  return mean(
    (points[0] ?? []).map((_, axis) => standardDeviation(points.map((point) => point[axis] as number))),
  );
}

/** A training may start afresh: its steps are counted on, so that attempts lie side by side. */
function steps(
  phase: string,
  news: readonly LearnerNews[],
): readonly { readonly x: number; readonly one: LearnerNews }[] {
  let before = 0;
  let last = 0;
  return news
    .filter((one) => one.phase === phase)
    .map((one) => {
      if (one.iteration < last) before += one.iterations;
      last = one.iteration;
      return { x: before + one.iteration, one };
    });
}
