import { createHash } from 'node:crypto';
import { deriveSeed } from '../../sim/core/index.ts';
import type { Axis, Point, Scene, Space } from '../../sim/space/index.ts';
import type { TableConfig } from '../config/oracle-config.ts';
import { SceneRefused } from '../evaluate/scene-refused.ts';
import { type Oracle, type OracleAnswer, type OracleQuestion, Scale } from './oracle.ts';
import type { RecordedTable } from './read-table.ts';

interface Recorded {
  readonly point: Point;
  /** Scores recorded at that point, with their lines. */
  readonly scores: { readonly score: number; readonly line: number }[];
}

/**
 * Answers from scenes that were recorded: with the nearest one, which must have the same names on its categorical
 * axes; or, for a full grid, with the one at the nearest level of each axis. Where nothing fitting was recorded the scene is
 * refused. Of several records of one scene the seed chooses.
 */
export class TableOracle implements Oracle {
  readonly name: string;
  readonly version: string;
  readonly space: Space;
  readonly scale: Scale;
  readonly tries = 1;
  readonly #lookup: (point: Point) => Recorded | null;

  constructor(table: RecordedTable, config: TableConfig, bytes: Uint8Array) {
    this.name = config.file;
    this.version = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    this.space = table.space;
    const scores = table.rows.map(({ score }) => score);
    this.scale = new Scale({
      worst: config.worst ?? scores.reduce((least, score) => Math.min(least, score)),
      best: config.best ?? scores.reduce((most, score) => Math.max(most, score)),
      failsAt: config.failsAt,
    });
    const recorded = gather(table);
    this.#lookup = config.lookup === 'grid' ? onGrid(table.space, recorded) : nearest(table.space, recorded);
  }

  ask(scene: Scene, { seed }: OracleQuestion): OracleAnswer {
    const point = this.space.encode(scene);
    const found = this.#lookup(point);
    if (found === null) throw new SceneRefused('Nothing was recorded there.');
    const { score, line } = found.scores[
      deriveSeed(seed, 'record') % found.scores.length
    ] as Recorded['scores'][number];
    return { score, terms: { recordedScore: score, line, distance: Math.sqrt(squared(point, found.point)) } };
  }
}

function gather({ space, rows }: RecordedTable): readonly Recorded[] {
  const byPoint = new Map<string, Recorded>();
  for (const { scene, score, line } of rows) {
    const point = space.encode(scene);
    const key = point.join();
    const known = byPoint.get(key) ?? { point, scores: [] };
    known.scores.push({ score, line });
    byPoint.set(key, known);
  }
  return [...byPoint.values()];
}

function nearest(space: Space, recorded: readonly Recorded[]): (point: Point) => Recorded | null {
  const named = space.axes.flatMap((axis, i) => (axis.kind === 'categorical' ? [i] : []));
  const namesOf = (point: Point) => named.map((i) => point[i]).join();
  const byNames = new Map<string, Recorded[]>();
  for (const one of recorded) {
    const names = namesOf(one.point);
    const known = byNames.get(names);
    if (known === undefined) byNames.set(names, [one]);
    else known.push(one);
  }
  return (point) => {
    let best: Recorded | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const one of byNames.get(namesOf(point)) ?? []) {
      const d = squared(point, one.point);
      if (d >= least) continue;
      best = one;
      least = d;
    }
    return best;
  };
}

function onGrid(space: Space, recorded: readonly Recorded[]): (point: Point) => Recorded | null {
  const levels = space.axes.map((_: Axis, i) =>
    [...new Set(recorded.map(({ point }) => point[i] as number))].sort((a, b) => a - b),
  );
  const byPoint = new Map(recorded.map((one) => [one.point.join(), one]));
  return (point) => byPoint.get(point.map((x, i) => nearestLevel(levels[i] as number[], x)).join()) ?? null;
}

/** Of two at the same distance the lower. */
function nearestLevel(levels: readonly number[], x: number): number {
  return levels.reduce((best, level) => (Math.abs(level - x) < Math.abs(best - x) ? level : best));
}

function squared(a: Point, b: Point): number {
  return a.reduce((sum, x, i) => sum + (x - (b[i] as number)) * (x - (b[i] as number)), 0);
}
