import type { MoverKind } from '../../../sim/index.ts';
import { scaleColour } from '../stage/colour-scale.ts';
import type { Ribbon } from '../stage/stage-source.ts';
import type { EpisodeLog } from './episode-log.ts';

/** Narrow enough that what drew it stays in sight. */
const RIBBON_WIDTHS_M: Readonly<Record<MoverKind, number>> = {
  car: 0.55,
  drone: 0.12,
  pedestrian: 0.2,
  cyclist: 0.25,
};

/** Something the way driven can be coloured by. */
export interface RibbonValue {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  /** Its value after a step; null where it has none. */
  readonly of: (log: EpisodeLog, step: number) => number | null;
  /** Ends of the scale; null takes them from the episode. */
  readonly range: readonly [number, number] | null;
}

const KNOWN: readonly RibbonValue[] = [
  {
    key: 'offset',
    name: "Off the lane's centre",
    unit: 'm',
    of: (log, step) => magnitude(log.value('offsetM', step)),
    range: [0, 2.5],
  },
  {
    key: 'speed',
    name: 'Speed',
    unit: 'm/s',
    of: (log, step) => log.value('speedMps', step),
    range: [0, 10],
  },
];

/** What a log can be coloured by: known columns, Q and its terms so far, and each action. */
export function ribbonValues(log: EpisodeLog): readonly RibbonValue[] {
  const terms = Object.keys(log.scoreAt(log.steps)?.terms ?? {});
  return [
    ...KNOWN.filter(({ of }) => of(log, log.steps) !== null),
    ...(terms.length === 0 ? [] : [Q_SO_FAR]),
    ...terms.map(termValue),
    ...(log.task?.action.names ?? []).map((name, i) => actionValue(log, name, i)),
  ];
}

const Q_SO_FAR: RibbonValue = {
  key: 'q',
  name: 'Q so far',
  unit: '',
  of: (log, step) => log.scoreAt(step)?.total ?? null,
  range: [0, 1],
};

function termValue(name: string): RibbonValue {
  return {
    key: `term:${name}`,
    name: `${words(name)} so far`,
    unit: '',
    of: (log, step) => log.scoreAt(step)?.terms[name] ?? null,
    range: name.endsWith('S') ? null : [0, 1],
  };
}

function actionValue(log: EpisodeLog, name: string, index: number): RibbonValue {
  const { low = [], high = [] } = log.task?.action ?? {};
  return {
    key: `action:${name}`,
    name: words(name),
    unit: '',
    of: (of, step) => of.value(name, step),
    range: [low[index] ?? -1, high[index] ?? 1],
  };
}

/** Ends of a value's scale over some episodes. */
export function ribbonRange(value: RibbonValue, logs: readonly EpisodeLog[]): readonly [number, number] {
  if (value.range !== null) return value.range;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const log of logs) {
    for (let step = 0; step <= log.steps; step++) {
      const x = value.of(log, step);
      if (x === null) continue;
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  }
  if (low > high) return [0, 1];
  return low === high ? [low, low + 1] : [low, high];
}

/** The way driven, a point per step; null before the first step. */
export function buildRibbon(
  log: EpisodeLog,
  value: RibbonValue,
  [low, high]: readonly [number, number],
): Ribbon | null {
  if (log.steps === 0) return null;
  const pointsM = new Float32Array((log.steps + 1) * 3);
  const colours = new Float32Array((log.steps + 1) * 3);
  let widthM = RIBBON_WIDTHS_M.car;
  for (let step = 0; step <= log.steps; step++) {
    const mover = log.moverAt(step);
    if (mover === null) return null;
    widthM = RIBBON_WIDTHS_M[mover.kind];
    pointsM.set([mover.xM, mover.yM, mover.zM], step * 3);
    colours.set(scaleColour(shareOf(value.of(log, step), low, high)), step * 3);
  }
  return { pointsM, colours, widthM };
}

export function shareOf(x: number | null, low: number, high: number): number {
  return x === null ? Number.NaN : (x - low) / (high - low);
}

function magnitude(x: number | null): number | null {
  return x === null ? null : Math.abs(x);
}

/** "routeCompletion" as a person would write it. */
export function words(name: string): string {
  const apart = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return apart.charAt(0).toUpperCase() + apart.slice(1);
}
