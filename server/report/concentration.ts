import { type Proportion, Rng, wilson } from '../../sim/core/index.ts';
import type { Axis, Point } from '../../sim/space/index.ts';

/** A part of one axis that holds more of the failures than of the scenes. */
export interface Concentration {
  readonly axis: Axis;
  /** Bins of the axis that make the part, in axis order (see `binCount`). */
  readonly bins: readonly number[];
  readonly shareOfFailures: number;
  readonly shareOfScenes: number;
  readonly inside: Proportion;
  readonly outside: Proportion;
  /** Chance of an excess this large on any axis if failures ignored the scene's parameters. */
  readonly pValue: number;
}

export interface LabelledPoint {
  readonly point: Point;
  readonly failed: boolean;
}

const BINS = 10;
/** A part wider than this says little about where. */
const WIDEST_SHARE = 0.7;
const SHUFFLES = 400;

export function binCount(axis: Axis): number {
  return axis.kind === 'continuous' ? BINS : axis.values.length;
}

/** The bin of a coordinate when the axis is cut into `bins` equal parts of [-1, 1]. */
export function binOf(axis: Axis, coordinate: number, bins = binCount(axis)): number {
  return Math.max(0, Math.min(bins - 1, Math.floor(((coordinate + 1) / 2) * bins)));
}

/**
 * For each axis the part with the largest excess (share of failures minus share of scenes):
 * the best run of neighbouring tenths of a continuous axis, or both ends around such a run, or
 * the best set of categories.
 * Looking for the best part finds one in pure chance too, so the p-value is from shuffled
 * failure labels put through the same search over all axes (the largest excess of any axis).
 * Sorted by excess. Points must be drawn uniformly for the shares to mean what they say.
 */
export function findConcentrations(axes: readonly Axis[], points: readonly LabelledPoint[]): Concentration[] {
  const failures = points.filter((p) => p.failed).length;
  if (failures === 0 || failures === points.length) return [];
  const cuts = axes.map((axis, i) => cutUp(axis, i, points));
  const search = (failed: readonly number[]) => cuts.map((cut) => bestPart(cut, failed, points.length));
  const labels = points.map((_, place) => place);
  const found = search(labels.filter((place) => points[place]?.failed === true));
  const rng = new Rng(0, 'report', 'shuffle');
  const largestByChance = Array.from({ length: SHUFFLES }, () =>
    Math.max(...search(rng.shuffle(labels).slice(0, failures)).map((part) => part.excess)),
  );
  return found
    .map((part, i) => {
      const atLeast = largestByChance.filter((excess) => excess >= part.excess).length;
      return describe(axes[i] as Axis, part, failures, points.length, (1 + atLeast) / (1 + SHUFFLES));
    })
    .filter((found) => found.bins.length > 0)
    .sort(byExcess);
}

/** One axis cut into bins: each point's bin, and how many points each bin holds. */
interface Cut {
  readonly axis: Axis;
  readonly binOfPoint: readonly number[];
  readonly scenes: readonly number[];
  /** Sets of bins to try; for categories they depend on where the failures are. */
  readonly parts: readonly (readonly number[])[] | null;
}

function cutUp(axis: Axis, index: number, points: readonly LabelledPoint[]): Cut {
  const binOfPoint = points.map((p) => binOf(axis, p.point[index] as number));
  const scenes = tally(binOfPoint, binCount(axis));
  const isNarrow = (part: readonly number[]) => sum(part, scenes) <= WIDEST_SHARE * points.length;
  const parts = axis.kind === 'continuous' ? runsAndEnds(BINS).filter(isNarrow) : null;
  return { axis, binOfPoint, scenes, parts };
}

interface Part {
  readonly bins: readonly number[];
  readonly excess: number;
  readonly failures: number;
  readonly scenes: number;
}

/** `failed` holds the places of the failing points among all. */
function bestPart(cut: Cut, failed: readonly number[], total: number): Part {
  const { axis, binOfPoint, scenes } = cut;
  const failures = tally(
    failed.map((place) => binOfPoint[place] as number),
    binCount(axis),
  );
  const excess = failures.map((n, bin) => n / failed.length - (scenes[bin] as number) / total);
  const parts = cut.parts ?? worstCategories(failures, scenes);
  let best: readonly number[] = [];
  let most = Number.NEGATIVE_INFINITY;
  for (const part of parts) {
    const here = sum(part, excess);
    if (here <= most || sum(part, scenes) > WIDEST_SHARE * total) continue;
    best = part;
    most = here;
  }
  return { bins: best, excess: most, failures: sum(best, failures), scenes: sum(best, scenes) };
}

function tally(bins: readonly number[], count: number): number[] {
  const counts = new Array<number>(count).fill(0);
  for (const bin of bins) counts[bin] = (counts[bin] as number) + 1;
  return counts;
}

/** Every run of neighbouring bins, and every pair of ends that leaves such a run out. */
function runsAndEnds(count: number): number[][] {
  const parts: number[][] = [];
  const all = Array.from({ length: count }, (_, bin) => bin);
  for (let from = 0; from < count; from++) {
    for (let to = from; to < count; to++) {
      parts.push(all.slice(from, to + 1));
      if (from > 0 && to < count - 1) parts.push([...all.slice(0, from), ...all.slice(to + 1)]);
    }
  }
  return parts;
}

/** The worst category, the two worst, and so on. */
function worstCategories(failures: readonly number[], scenes: readonly number[]): number[][] {
  const rate = (bin: number) => (failures[bin] as number) / Math.max(1, scenes[bin] as number);
  const order = failures.map((_, bin) => bin).sort((a, b) => rate(b) - rate(a) || a - b);
  return order.slice(0, -1).map((_, k) => order.slice(0, k + 1).sort((a, b) => a - b));
}

function sum(bins: readonly number[], counts: readonly number[]): number {
  let total = 0;
  for (const bin of bins) total += counts[bin] as number;
  return total;
}

function describe(axis: Axis, part: Part, failures: number, scenes: number, pValue: number): Concentration {
  return {
    axis,
    bins: part.bins,
    shareOfFailures: part.failures / failures,
    shareOfScenes: part.scenes / scenes,
    inside: wilson(part.failures, part.scenes),
    outside: wilson(failures - part.failures, scenes - part.scenes),
    pValue,
  };
}

function byExcess(a: Concentration, b: Concentration): number {
  return b.shareOfFailures - b.shareOfScenes - (a.shareOfFailures - a.shareOfScenes);
}
