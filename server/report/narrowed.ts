import type { Axis } from '../../sim/space/index.ts';
import { axisValue, axisWords, plural } from './format.ts';
import type { EpisodeView } from './run-view.ts';

/** An axis is narrow where the failures need no more than this share of it. */
const NARROW = 0.5;
/** From this many on, the outermost twentieth at either end is left out. */
const ENOUGH_TO_TRIM = 20;
/** Fewer failures than this lie close together by chance. */
const FEWEST = 3;

/**
 * Where the failures an adversary drew lie, in one sentence: the axes of which they take up at
 * most half. A statement about what was drawn, not about where else the agent fails. Null where
 * it drew too few, or they lie all over.
 */
export function narrowedTo(axes: readonly Axis[], drawn: readonly EpisodeView[]): string | null {
  const failures = drawn.filter((episode) => episode.failed);
  if (failures.length < FEWEST) return null;
  const places = narrowPlaces(axes, failures);
  if (places.length === 0) return null;
  const who =
    failures.length < ENOUGH_TO_TRIM
      ? `All ${plural(failures.length, 'failure')} that the adversary drew last`
      : `${places.length > 1 ? 'On each of these axes, nine' : 'Nine'} in ten of the ${failures.length} failures that the adversary drew last`;
  return `${who} lie at ${listed(places)}.`;
}

/** The axes of which these episodes take up at most half, each with what they take, in words. */
export function narrowPlaces(
  axes: readonly Axis[],
  episodes: readonly Pick<EpisodeView, 'scene'>[],
): readonly string[] {
  return axes.map((axis) => narrowPlace(axis, episodes)).filter((place) => place !== null);
}

function narrowPlace(axis: Axis, failures: readonly Pick<EpisodeView, 'scene'>[]): string | null {
  const values = failures.map((episode) => episode.scene[axis.name] as number | string);
  return axis.kind === 'continuous'
    ? narrowRange(axis, values as number[])
    : fewCategories(axis, values as string[]);
}

function narrowRange(axis: Extract<Axis, { kind: 'continuous' }>, values: readonly number[]): string | null {
  const sorted = [...values].sort((a, b) => a - b);
  const trim = sorted.length < ENOUGH_TO_TRIM ? 0 : Math.floor(sorted.length / 20);
  const low = sorted[trim] as number;
  const high = sorted[sorted.length - 1 - trim] as number;
  if (high - low > NARROW * (axis.high - axis.low)) return null;
  const [from, to] = [axisValue({ ...axis, unit: '1' }, low), axisValue({ ...axis, unit: '1' }, high)];
  return `${axisWords(axis)} ${from === to ? 'about' : `${from} to`} ${axisValue(axis, high)}`;
}

/** The most frequent categories that together hold nine in ten (of few failures: all). */
function fewCategories(
  axis: Extract<Axis, { kind: 'categorical' }>,
  values: readonly string[],
): string | null {
  const count = (name: string) => values.filter((value) => value === name).length;
  const byCount = [...axis.values].sort((a, b) => count(b) - count(a));
  const needed = values.length < ENOUGH_TO_TRIM ? values.length : Math.ceil(0.9 * values.length);
  const taken: string[] = [];
  for (let held = 0; held < needed; ) {
    const next = byCount[taken.length] as string;
    taken.push(next);
    held += count(next);
  }
  if (taken.length > NARROW * axis.values.length) return null;
  return `${axisWords(axis)} ${taken.join(' or ')}`;
}

function listed(places: readonly string[]): string {
  return places.length < 2
    ? places.join('')
    : `${places.slice(0, -1).join(', ')} and ${places.at(-1) as string}`;
}
