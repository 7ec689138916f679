import {
  clustersHit,
  coverage,
  defaultRadius,
  linkClusters,
  nearestDistances,
  spreadRatio,
  type Trial,
} from '../../adversary/index.ts';
import { mean } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { type CellFigures, CURVE_POINTS } from './cell.ts';

/** An episode as it counts here. */
export interface Spent extends Trial {
  readonly status: 'done' | 'aborted' | 'invalid';
}

/** What the trials of a cell, and draws from what it learned, amount to. */
export function cellFigures(options: {
  trials: readonly Spent[];
  draws: readonly Spent[];
  heldOut: readonly Point[];
  learnerSeconds: number;
}): CellFigures {
  const { trials, draws, heldOut, learnerSeconds } = options;
  const met = failuresOf(trials);
  const drawn = failuresOf(draws);
  const radius = defaultRadius(trials[0]?.point.length ?? 1);
  const first = trials.findIndex((trial) => trial.failed);
  const known = heldOut.length > 0;
  return {
    episodes: trials.length,
    failures: met.length,
    invalid: count(trials, 'invalid'),
    aborted: count(trials, 'aborted'),
    firstFailure: first < 0 ? null : first + 1,
    curve: curveOf(trials),
    covered: known ? coverage(heldOut, met, radius).hits : null,
    clusters: known ? clustersHit(heldOut, met, radius).hit : null,
    draws: draws.length,
    drawsFailed: drawn.length,
    drawsInvalid: count(draws, 'invalid'),
    drawsCovered: known ? coverage(heldOut, drawn, radius).hits : null,
    spreadRatio: heldOut.length < 2 || drawn.length < 2 ? null : meanSpread(drawn, heldOut),
    nearest: median(
      nearestDistances(
        draws.map((draw) => draw.point),
        trials.map((trial) => trial.point),
      ),
    ),
    learnerSeconds,
  };
}

/** Into how many groups held-out failures fall. */
export function countClusters(heldOut: readonly Point[]): number {
  if (heldOut.length === 0) return 0;
  return new Set(linkClusters(heldOut, defaultRadius((heldOut[0] as Point).length))).size;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
    : (sorted[Math.floor(middle)] as number);
}

function failuresOf(trials: readonly Spent[]): readonly Point[] {
  return trials.filter((trial) => trial.failed).map((trial) => trial.point);
}

function count(trials: readonly Spent[], status: Spent['status']): number {
  return trials.filter((trial) => trial.status === status).length;
}

function curveOf(trials: readonly Spent[]): number[] {
  const curve: number[] = [];
  let failures = 0;
  trials.forEach((trial, i) => {
    if (trial.failed) failures++;
    while (curve.length < Math.floor(((i + 1) * CURVE_POINTS) / trials.length)) curve.push(failures);
  });
  return curve;
}

/** Axes on which the held-out failures do not vary say nothing. */
function meanSpread(drawn: readonly Point[], heldOut: readonly Point[]): number | null {
  const ratios = spreadRatio(drawn, heldOut).filter((ratio) => !Number.isNaN(ratio));
  return ratios.length === 0 ? null : mean(ratios);
}
