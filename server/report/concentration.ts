import { Rng } from '../../sim/core/rng.ts';
import { type Proportion, wilson } from '../../sim/core/stats.ts';
import type { Axis, Point } from '../../sim/space/axis.ts';

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
  const bins = axes.map((axis, i) => points.map((p) => binOf(axis, p.point[i] as number)));
  const search = (failed: readonly boolean[]) =>
    axes.map((axis, i) => bestPart(axis, bins[i] as number[], failed, failures));
  const found = search(points.map((p) => p.failed));
  const largestByChance = shuffledLabels(points, SHUFFLES).map((labels) =>
    Math.max(...search(labels).map((part) => part.excess)),
  );
  return found
    .map((part, i) => {
      const atLeast = largestByChance.filter((excess) => excess >= part.excess).length;
      return describe(axes[i] as Axis, part, failures, points.length, (1 + atLeast) / (1 + SHUFFLES));
    })
    .filter((found) => found.bins.length > 0)
    .sort(byExcess);
}

interface Part {
  readonly bins: readonly number[];
  readonly excess: number;
  readonly failures: number;
  readonly scenes: number;
}

function bestPart(axis: Axis, bins: readonly number[], failed: readonly boolean[], failures: number): Part {
  const count = binCount(axis);
  const sceneCounts = new Array<number>(count).fill(0);
  const failureCounts = new Array<number>(count).fill(0);
  bins.forEach((bin, i) => {
    sceneCounts[bin] = (sceneCounts[bin] as number) + 1;
    if (failed[i] === true) failureCounts[bin] = (failureCounts[bin] as number) + 1;
  });
  let best: Part = { bins: [], excess: Number.NEGATIVE_INFINITY, failures: 0, scenes: 0 };
  const candidates =
    axis.kind === 'continuous' ? runsAndEnds(count) : worstCategories(count, failureCounts, sceneCounts);
  for (const candidate of candidates) {
    const scenes = sum(candidate, sceneCounts);
    const failuresIn = sum(candidate, failureCounts);
    const excess = failuresIn / failures - scenes / bins.length;
    if (scenes / bins.length > WIDEST_SHARE || excess <= best.excess) continue;
    best = { bins: candidate, excess, failures: failuresIn, scenes };
  }
  return best;
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
function worstCategories(count: number, failures: readonly number[], scenes: readonly number[]): number[][] {
  const rate = (bin: number) => (failures[bin] as number) / Math.max(1, scenes[bin] as number);
  const order = Array.from({ length: count }, (_, bin) => bin).sort((a, b) => rate(b) - rate(a) || a - b);
  return order.slice(0, -1).map((_, k) => order.slice(0, k + 1).sort((a, b) => a - b));
}

function sum(bins: readonly number[], counts: readonly number[]): number {
  return bins.reduce((total, bin) => total + (counts[bin] as number), 0);
}

function shuffledLabels(points: readonly LabelledPoint[], times: number): boolean[][] {
  const rng = new Rng(0, 'report', 'shuffle');
  const labels = points.map((p) => p.failed);
  return Array.from({ length: times }, () => [...rng.shuffle(labels)]);
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
