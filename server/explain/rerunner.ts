import { FaultscapeError } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Scene } from '../../sim/space/index.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { EpisodeEvaluator } from '../evaluate/episode-evaluator.ts';
import type { HostConfig } from '../evaluate/episode-host.ts';
import { openEpisodePool } from '../evaluate/episode-pool.ts';
import { openTask, readerOf } from '../evaluate/open-task.ts';
import { meetDriver } from '../seats/meet-driver.ts';
import { enginesOf } from '../store/engines-of.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { versionsOf } from '../store/new-manifest.ts';
import type { RunFolder } from '../store/run-folder.ts';

/** One episode to run; its id names it among those of this explanation. */
export interface Rerun {
  readonly id: string;
  readonly scene: Scene;
  readonly seed: number;
}

export interface RerunOptions {
  readonly plugins: readonly string[];
  readonly workers: number;
  readonly seats: number;
  /** How to draw, and what runs nets; as the run had it where it is not given. */
  readonly gl?: HostConfig['gl'] | undefined;
  readonly tf?: string | undefined;
  readonly engine?: string | undefined;
  readonly serve?: ServeConfig | undefined;
  readonly onNotice: (text: string) => void;
}

/**
 * Runs scenes with the task and agent of a run, beside its log: nothing is added to that. Its danger: worker
 * processes live until it is closed.
 */
export class Rerunner {
  readonly task: Task;
  /** As the agent itself says. */
  readonly agentVersion: string;
  readonly #evaluator: EpisodeEvaluator;
  readonly #close: () => Promise<void>;
  #queries = 0;

  private constructor(
    task: Task,
    agentVersion: string,
    evaluator: EpisodeEvaluator,
    close: () => Promise<void>,
  ) {
    this.task = task;
    this.agentVersion = agentVersion;
    this.#evaluator = evaluator;
    this.#close = close;
  }

  static async open(run: RunFolder, options: RerunOptions): Promise<Rerunner> {
    const { manifest } = run;
    if (manifest.task.startsWith('oracle/')) {
      throw new FaultscapeError('usage', 'An oracle scored this run, so no episode can be run again.', {
        expected: 'a run of an agent in a task that is simulated',
        got: `${manifest.task}, scored by ${manifest.agent}`,
      });
    }
    const { task, files } = openTask(manifest.task, readerOf(run.taskFiles()));
    const engines = enginesOf(manifest);
    const manner = { pace: 'lock-step', stale: 'hold' } as const;
    const driver = await meetDriver({
      config: {
        agent: manifest.agent,
        ...manner,
        agentTimeoutS: options.serve?.limits.answerTimeoutS ?? 30,
      },
      serve: options.serve,
      onNotice: ({ text }) => options.onNotice(text),
    });
    try {
      const { pool, about } = await openEpisodePool({
        config: {
          task: manifest.task,
          files,
          agent: manifest.agent,
          seats: options.seats,
          gl: options.gl ?? ((manifest.renderer?.split(':')[0] ?? 'auto') as HostConfig['gl']),
          plugins: options.plugins,
        },
        workers: options.workers,
        tf: options.tf ?? engines.tf,
        engine: options.engine ?? engines.engine,
        onCrash: (how) => options.onNotice(`a worker died (${how}); its episodes are run again`),
        desk: driver.desk,
      });
      const evaluator = new EpisodeEvaluator({
        run: (job) => pool.run(job),
        store: new MemoryStore(),
        task,
        seed: manifest.seed,
        facts: {
          agent: manifest.agent,
          agentVersion: about.agentVersion,
          versions: versionsOf(about, manner),
        },
      });
      if (about.agentVersion !== manifest.agentVersion) {
        options.onNotice(
          `agent ${manifest.agent} is of version ${about.agentVersion}; the run was made with ${manifest.agentVersion}`,
        );
      }
      return new Rerunner(task, about.agentVersion, evaluator, async () => {
        await pool.close();
        await driver.close();
      });
    } catch (error) {
      await driver.close();
      throw error;
    }
  }

  /** Episodes run so far. */
  get queries(): number {
    return this.#queries;
  }

  /** Whether each fails, in order; a scene that cannot be does not. Throws if an episode was lost. */
  async fail(episodes: readonly Rerun[]): Promise<readonly boolean[]> {
    const rows = await Promise.all(episodes.map((episode) => this.#run(episode)));
    return rows.map((row) => row.failed === true);
  }

  async #run({ id, scene, seed }: Rerun): Promise<EpisodeRow> {
    const row = await this.#evaluator.runScene({ id, phase: 'rerun', point: null, seed }, scene);
    this.#queries++;
    if (row.status !== 'aborted') return row;
    throw new FaultscapeError('environment', `Episode ${id} could not be run again.`, {
      expected: 'an episode that ends',
      got: row.error ?? 'nothing',
      hint: 'where workers die: faultscape doctor; where an agent is lost: what it prints',
    });
  }

  close(): Promise<void> {
    return this.#close();
  }
}
