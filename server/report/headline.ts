import type { Axis } from '../../sim/space/index.ts';
import { binEdges } from './charts/axis-scale.ts';
import { binCount, type Concentration } from './concentration.ts';
import { axisValue, axisWords, percent, plural } from './format.ts';
import type { EpisodeView } from './run-view.ts';

/** An excess that shuffled labels reach more often than this is not reported as a finding. */
const SIGNIFICANT = 0.05;
/** Fewer failures than this say nothing about where they lie. */
const ENOUGH_FAILURES = 8;

/** The report in one sentence. */
export function headline(
  agent: string,
  taskId: string,
  uniform: readonly EpisodeView[],
  learned: readonly EpisodeView[],
): string {
  const found = `${percent(failureCount(learned) / learned.length)} of the scenes`;
  if (uniform.length === 0) {
    return learned.length === 0
      ? `${agent} has not been tried on ${taskId} yet.`
      : `${agent} fails in ${found} searched on ${taskId}.`;
  }
  const failures = failureCount(uniform);
  const random =
    failures === 0
      ? `${agent} passed all ${plural(uniform.length, 'random scene')} of ${taskId}`
      : `${agent} fails in ${percent(failures / uniform.length)} of random scenes of ${taskId}`;
  if (learned.length === 0) return `${random}.`;
  if (failureCount(learned) === 0) {
    return `${random}, ${failures === 0 ? 'and' : 'but passed'} all ${learned.length} that the adversary drew.`;
  }
  return `${random}${failures === 0 ? ', and fails' : ', and'} in ${found} the adversary learned to draw.`;
}

/** Where the failures among uniformly drawn scenes lie, in sentences; honest when it cannot tell. */
export function findings(
  concentrations: readonly Concentration[],
  uniform: readonly EpisodeView[],
): string[] {
  const scenes = plural(uniform.length, 'random scene');
  const failures = failureCount(uniform);
  if (uniform.length === 0) {
    return ['No scenes were drawn at random, so nothing can be said about where failures lie.'];
  }
  if (failures === 0) return [`None of the ${scenes} failed.`];
  if (failures === uniform.length) return [`All ${scenes} failed: no place is worse than another.`];
  if (failures < ENOUGH_FAILURES) {
    return [`Only ${failures} of ${scenes} failed: too few to say where failures lie.`];
  }
  const clear = concentrations.filter(isSignificant);
  if (clear.length > 0) return clear.slice(0, 4).map(sentence);
  const largest = concentrations[0];
  return largest === undefined
    ? []
    : [
        `No single parameter tells failing scenes from passing ones. The largest excess, ${place(largest)}, is within chance (p = ${largest.pValue.toFixed(2)}).`,
      ];
}

export function isSignificant({ pValue }: Concentration): boolean {
  return pValue < SIGNIFICANT;
}

function sentence(c: Concentration): string {
  return (
    `${capital(place(c))}: ${percent(c.shareOfFailures)} of the failures lie in these ` +
    `${percent(c.shareOfScenes)} of the random scenes. The agent fails in ${percent(c.inside.share)} of them, ` +
    `and in ${percent(c.outside.share)} of the rest.`
  );
}

/** "camera pitch below −17 deg". */
export function place({ axis, bins }: Pick<Concentration, 'axis' | 'bins'>): string {
  const words = axisWords(axis);
  if (axis.kind === 'categorical') {
    return `${words} ${bins.map((bin) => axis.values[bin] as string).join(' or ')}`;
  }
  const first = bins[0] as number;
  const last = bins.at(-1) as number;
  const gap = bins.findIndex((bin, i) => i > 0 && bin > (bins[i - 1] as number) + 1);
  if (gap > 0) {
    const [, low] = binEdges(axis, first, bins[gap - 1] as number);
    const [high] = binEdges(axis, bins[gap] as number, last);
    return `${words} below ${axisValue(axis, low)} or above ${axisValue(axis, high)}`;
  }
  const [low, high] = binEdges(axis, first, last);
  if (first === 0) return `${words} below ${axisValue(axis, high)}`;
  if (last === binCount(axis) - 1) return `${words} above ${axisValue(axis, low)}`;
  return `${words} from ${withoutUnit(axis, low)} to ${axisValue(axis, high)}`;
}

function withoutUnit(axis: Axis, value: number): string {
  return axisValue({ ...axis, unit: '' } as Axis, value);
}

function failureCount(episodes: readonly EpisodeView[]): number {
  return episodes.filter((episode) => episode.failed).length;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
