import { adversaryKind, createSpending, runExperiment } from '../../adversary/index.ts';
import { tensorflowInUse } from '../../agents/tensor/index.ts';
import { deriveSeed, Rng } from '../../sim/core/index.ts';
import { type EpisodeJob, PROBLEMS, sampleFailures } from '../../sim/index.ts';
import type { Point, Space } from '../../sim/space/index.ts';
import { shapeOf, spaceOf } from '../attack/attack-parts.ts';
import { TimedAdversary } from '../attack/timed-adversary.ts';
import { EpisodeEvaluator, judge } from '../evaluate/episode-evaluator.ts';
import { EpisodeHost, type HostConfig } from '../evaluate/episode-host.ts';
import { allAborted } from '../evaluate/summary.ts';
import { EpisodeCache } from '../store/episode-cache.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import type { Case, Cell, CellResult, Reference } from './cell.ts';
import { cellFigures, countClusters, type Spent } from './cell-figures.ts';
import { expectSameGround, groundOf } from './ground.ts';

export type CellHostConfig = Omit<HostConfig, 'task' | 'agent' | 'files'> & {
  /** A file of episodes that all cells share. */
  readonly cache: string;
  readonly cases: readonly { readonly case: Case; readonly files: NonNullable<HostConfig['files']> }[];
};

/** Episodes aborted one after another mean that the machine is at fault. */
const HOPELESS = 3;
const NOT_KEPT = { append: () => true };

/**
 * Runs whole cells in one process: an adversary, its episodes, and draws from what it learned. It keeps the last
 * case open, as cells come case by case. Its danger: it holds native memory, so it must be closed.
 */
export class CellHost {
  readonly #config: CellHostConfig;
  #cache: EpisodeCache | undefined;
  #open: { readonly index: number; readonly host: EpisodeHost } | undefined;

  constructor(config: CellHostConfig) {
    this.#config = config;
  }

  async runCell(index: number, cell: Cell, reference: Reference): Promise<CellResult> {
    const startMs = performance.now();
    const knownBefore = this.#cache?.hits ?? 0;
    const host = await this.#hostOf(index);
    const ground = groundOf(host);
    expectSameGround(cell.case, reference, ground);
    const space = spaceOf(host.task, cell.case.space);
    const inner = await createSpending(adversaryKind(cell.adversary), cell.episodes, cell.settings, {
      ...shapeOf(space),
      // As an attack of this seed derives it, so that a cell is one.
      seed: deriveSeed(cell.seed, 'adversary'),
    });
    const adversary = new TimedAdversary(inner);
    try {
      const run = this.#runner(host, cell.case, cell.seed, space);
      const { trials } = await runExperiment({
        adversary,
        evaluate: run,
        concurrency: this.#config.seats + 1,
      });
      const points = adversary.distribution().sample(cell.draws, deriveSeed(cell.seed, 'draws'));
      const draws = await Promise.all(
        points.map((point, i) => run({ id: `draw-${String(i).padStart(5, '0')}`, phase: 'draw', point })),
      );
      return {
        cell,
        ...ground,
        learner: learnerEngine(),
        reference: {
          heldOut: reference.points.length,
          clusters: countClusters(reference.points),
          of: reference.of,
          known: reference.known,
        },
        figures: cellFigures({
          trials: trials as readonly Spent[],
          draws,
          heldOut: reference.points,
          learnerSeconds: adversary.learnerSeconds,
        }),
        cached: (this.#cache?.hits ?? 0) - knownBefore,
        remarks: [...adversary.remarks],
        seconds: (performance.now() - startMs) / 1000,
      };
    } finally {
      adversary.close();
    }
  }

  /**
   * Draws from the known failures of a problem; elsewhere the failures among so many random scenes. Those that
   * were found earlier are given back, if what runs episodes now is what ran them then.
   */
  async findReference(index: number, heldOut: number, earlier: Reference | null = null): Promise<Reference> {
    const { case: attacked } = this.#config.cases[index] as { case: Case };
    const host = await this.#hostOf(index);
    const ground = groundOf(host);
    if (earlier !== null) {
      expectSameGround(attacked, earlier, ground);
      return earlier;
    }
    const problem = PROBLEMS.find(({ name }) => attacked.task === `problem/${name}`);
    if (problem !== undefined) {
      return { ...ground, points: sampleFailures(problem, heldOut, 1), of: null, known: problem.failing };
    }
    const space = spaceOf(host.task, attacked.space);
    const run = this.#runner(host, attacked, deriveSeed(1, 'held-out'), space);
    const rng = new Rng(1, 'held-out', attacked.task);
    const asked = Array.from({ length: heldOut }, (_, i) => ({
      id: `held-out-${String(i).padStart(5, '0')}`,
      phase: 'held-out',
      point: space.axes.map(() => rng.range(-1, 1)),
    }));
    const trials = await Promise.all(asked.map(run));
    const failed = trials.filter((trial) => trial.failed);
    return { ...ground, points: failed.map((trial) => trial.point), of: heldOut, known: null };
  }

  async close(): Promise<void> {
    await this.#closeHost();
    this.#cache?.close();
    this.#cache = undefined;
  }

  async #closeHost(): Promise<void> {
    await this.#open?.host.close();
    this.#open = undefined;
  }

  #runner(host: EpisodeHost, { task, agent }: Case, seed: number, space: Space) {
    let aborted: readonly EpisodeRow[] = [];
    const facts = { agent, ...groundOf(host) };
    const simulate = (job: EpisodeJob) => host.run(job);
    const files = this.#config.cases.find((one) => one.case.task === task)?.files ?? [];
    const evaluator = new EpisodeEvaluator({
      run: this.#cacheFor(task)?.over({ task, files, ...facts }, simulate) ?? simulate,
      store: NOT_KEPT,
      task: host.task,
      facts,
      seed,
    });
    return async (proposal: { id: string; phase: string; point: Point }): Promise<Spent> => {
      const point = space.snap(proposal.point);
      const row = await evaluator.runScene({ ...proposal, point }, space.decode(point));
      aborted = row.status === 'aborted' ? [...aborted, row] : [];
      if (aborted.length >= HOPELESS) throw allAborted(aborted);
      return { ...proposal, point, ...judge(row), status: row.status };
    };
  }

  /** To look up a landscape would take longer than to ask it. */
  #cacheFor(task: string): EpisodeCache | null {
    if (task.startsWith('problem/')) return null;
    this.#cache ??= new EpisodeCache(this.#config.cache);
    return this.#cache;
  }

  async #hostOf(index: number): Promise<EpisodeHost> {
    if (this.#open?.index === index) return this.#open.host;
    await this.#closeHost();
    const { cases, cache: _, ...config } = this.#config;
    const { case: attacked, files } = cases[index] as CellHostConfig['cases'][number];
    const host = await EpisodeHost.open({ ...config, task: attacked.task, agent: attacked.agent, files });
    this.#open = { index, host };
    return host;
  }
}

function learnerEngine(): string | null {
  const loaded = tensorflowInUse();
  return loaded === null ? null : `${loaded.backend} ${loaded.version}`;
}
