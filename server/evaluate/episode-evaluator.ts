import type { Proposal } from '../../adversary/index.ts';
import { deriveSeed } from '../../sim/core/index.ts';
import { AgentFault, type EpisodeJob, type Task } from '../../sim/index.ts';
import type { Point, Scene, Space } from '../../sim/space/index.ts';
import type { EpisodeRow, EpisodeStore } from '../store/episode-store.ts';
import type { EpisodeResult } from './episode-host.ts';
import { retryLost, TRIES } from './retry-lost.ts';
import { SceneRefused } from './scene-refused.ts';
import { WorkerCrash } from './worker-pool.ts';

/** What is the same in every row of a run. */
export interface RunFacts {
  readonly task: string;
  readonly agent: string;
  readonly agentVersion: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** What an adversary is told of an episode. */
export interface Verdict {
  /** The point that was really run, snapped. */
  readonly point: Point;
  readonly score: number;
  readonly failed: boolean;
}

/**
 * Runs episodes and logs each before anybody hears of it. The seed of an episode comes from its
 * id, so it is the same whoever runs it and whenever.
 */
export class EpisodeEvaluator {
  readonly #run: (job: EpisodeJob) => Promise<EpisodeResult>;
  readonly #store: Pick<EpisodeStore, 'append'>;
  readonly #task: Task;
  readonly #facts: RunFacts;
  readonly #seed: number;
  readonly #tries: number;
  readonly #onEpisode: (row: EpisodeRow) => void;

  constructor(options: {
    run: (job: EpisodeJob) => Promise<EpisodeResult>;
    store: Pick<EpisodeStore, 'append'>;
    /** Asked, before anything runs, which scenes cannot be. */
    task: Task;
    facts: Omit<RunFacts, 'task'>;
    seed: number;
    /** How often an episode is begun before it is given up because its agent was lost. */
    tries?: number;
    onEpisode?: (row: EpisodeRow) => void;
  }) {
    this.#run = options.run;
    this.#store = options.store;
    this.#task = options.task;
    this.#facts = { task: options.task.id, ...options.facts };
    this.#seed = options.seed;
    this.#tries = options.tries ?? TRIES;
    this.#onEpisode = options.onEpisode ?? (() => {});
  }

  /** Runs a proposal of an adversary in its space. */
  async evaluate(proposal: Proposal, space: Space): Promise<Verdict> {
    const point = space.snap(proposal.point);
    const row = await this.runScene({ ...proposal, point }, space.decode(point));
    return { point, ...judge(row) };
  }

  /** Runs one scene and logs it; rejects if the agent or the task is at fault. */
  async runScene(
    episode: { id: string; phase: string; point: Point | null; seed?: number },
    scene: Scene,
  ): Promise<EpisodeRow> {
    const { id, phase, point, seed = deriveSeed(this.#seed, id) } = episode;
    const base = { id, phase, point, scene, seed, ...this.#facts };
    const problem = this.#task.invalid?.(scene) ?? null;
    const row: EpisodeRow =
      problem === null
        ? await this.#simulate(base, scene)
        : { ...base, ...UNFINISHED, status: 'invalid', error: problem.message };
    if (problem !== null) this.#store.append(row, null);
    this.#onEpisode(row);
    return row;
  }

  async #simulate(
    base: Omit<EpisodeRow, keyof typeof UNFINISHED | 'status' | 'error'>,
    scene: Scene,
  ): Promise<EpisodeRow> {
    const { id, seed } = base;
    try {
      const { score, trajectory, wallMs } = await retryLost(
        () => this.#run({ id, scene, seed }),
        this.#tries,
      );
      const { total, ...rest } = score;
      const row: EpisodeRow = { ...base, ...rest, status: 'done', q: total, wallMs, error: null };
      this.#store.append(row, trajectory.rows.length === 0 ? null : trajectory);
      return row;
    } catch (error) {
      const status = statusOf(error);
      if (status === null) throw error;
      const row: EpisodeRow = { ...base, ...UNFINISHED, status, error: (error as Error).message };
      this.#store.append(row, null);
      return row;
    }
  }
}

/** What an error makes of its episode; null for one that ends the run. */
function statusOf(error: unknown): 'aborted' | 'invalid' | null {
  if (error instanceof SceneRefused) return 'invalid';
  return error instanceof WorkerCrash || error instanceof AgentFault ? 'aborted' : null;
}

const UNFINISHED = {
  q: null,
  terms: null,
  failed: null,
  reason: null,
  terminated: null,
  truncated: null,
  steps: 0,
  wallMs: 0,
} as const;

/**
 * What a row tells an adversary. An aborted episode says nothing about the agent; it counts as
 * a perfect score, so that no adversary ever learns from a crash of ours. So does an invalid scene:
 * it fooled nobody, and there is nothing to be found where it lies.
 */
export function judge(row: EpisodeRow): { score: number; failed: boolean } {
  return { score: row.q ?? 1, failed: row.failed ?? false };
}
