import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deriveSeed } from '../../sim/core/index.ts';
import type { Scene } from '../../sim/space/index.ts';
import { runAttack } from '../attack/run-attack.ts';
import { parseEvaluateConfig } from '../config/evaluate-config.ts';
import type { HardenConfig } from '../config/harden-config.ts';
import type { ProgressSink } from '../evaluate/progress.ts';
import { runEvaluation } from '../evaluate/run-evaluation.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import type { AttackedRun } from './attacked-run.ts';
import type { HardenFolder } from './harden-folder.ts';
import type { StageAbout } from './stage-list.ts';

/** Runs stages of a hardening as ordinary runs in its folder, those that are whole already excepted. */
export class Stages {
  readonly #folder: HardenFolder;
  readonly #config: HardenConfig;
  readonly #run: AttackedRun;
  readonly #sink: ProgressSink;
  readonly #signal: AbortSignal;
  readonly #stages: readonly StageAbout[];

  constructor(options: {
    folder: HardenFolder;
    config: HardenConfig;
    run: AttackedRun;
    sink: ProgressSink;
    signal: AbortSignal;
    stages: readonly StageAbout[];
  }) {
    this.#folder = options.folder;
    this.#config = options.config;
    this.#run = options.run;
    this.#sink = options.sink;
    this.#signal = options.signal;
    this.#stages = options.stages;
  }

  /** Says that a stage begins. */
  begin(stage: string): void {
    const place = this.#stages.findIndex(({ name }) => name === stage);
    this.#sink.err(`stage ${place + 1} of ${this.#stages.length}: ${this.#stages[place]?.what}\n`);
  }

  /** An agent in scenes, once each; the seed of an episode comes from its place among them. */
  async evaluate(
    stage: string,
    { agent, scenes }: { agent: string; scenes: readonly Scene[] },
  ): Promise<readonly EpisodeRow[]> {
    this.begin(stage);
    const known = this.#folder.rowsOf(stage);
    if (known !== null) return known;
    this.#folder.clear(stage);
    const { task, pace, stale, agentTimeoutS } = this.#run.config;
    const config = parseEvaluateConfig({
      ...{ task, agent, scenes, episodes: 1, out: join(this.#config.out, stage) },
      ...this.#hosting(),
      ...{ seed: deriveSeed(this.#config.seed, 'judged'), pace, stale, agentTimeoutS },
    });
    await runEvaluation(config, this.#sink, { files: this.#run.files, signal: this.#signal });
    return this.#folder.rowsOf(stage) ?? [];
  }

  /** The attack of the run once more, with another seed, on an agent. */
  async attack(
    stage: string,
    { agent, seed }: { agent: string; seed: number },
  ): Promise<readonly EpisodeRow[]> {
    this.begin(stage);
    const known = this.#folder.rowsOf(stage);
    if (known !== null) return known;
    const out = join(this.#config.out, stage);
    const config = { ...this.#run.config, ...this.#hosting(), agent, seed, out, nominal: 0, cache: null };
    const resume = existsSync(join(out, 'manifest.json'));
    const { finished } = await runAttack({
      config,
      resume,
      sink: this.#sink,
      signal: this.#signal,
      files: this.#run.files,
    });
    if (!finished) this.#signal.throwIfAborted();
    return this.#folder.rowsOf(stage) ?? [];
  }

  #hosting() {
    const { gl, tf, engine, workers, seats, plugins } = this.#config;
    const ran = this.#run.config;
    return {
      gl: gl ?? ran.gl,
      tf: tf ?? ran.tf,
      engine: engine ?? ran.engine,
      workers,
      seats,
      plugins: [...plugins],
    };
  }
}
