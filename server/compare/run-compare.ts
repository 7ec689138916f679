import { join } from 'node:path';
import { FaultscapeError, type Json } from '../../sim/core/index.ts';
import type { CompareConfig } from '../config/compare-config.ts';
import { engineEnv } from '../evaluate/engine-env.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { duration, type ProgressSink } from '../evaluate/progress.ts';
import { WorkerPool } from '../evaluate/worker-pool.ts';
import { type CellResult, caseTitle, cellName, type Reference } from './cell.ts';
import type { CellHostConfig } from './cell-host.ts';
import type { CompareJob } from './cell-worker.ts';
import { ComparisonFolder } from './comparison-folder.ts';
import { type ComparisonPlan, planComparison } from './plan-comparison.ts';
import { type Comparison, summariseComparison } from './summarise-comparison.ts';
import { TimeLeft } from './time-left.ts';

/** A cell may think and simulate for hours and tell nothing meanwhile. */
const SILENCE_MS = 12 * 3600 * 1000;
const SAY_EVERY_MS = 10_000;
const SAY_EVERY_TTY_MS = 250;

type Pool = WorkerPool<CompareJob, CellResult | Reference>;

/**
 * Runs every cell of a comparison that its folder does not hold yet, in all workers, and sums them up. Cells
 * are on disk as they end, so that whatever stops it costs those under way and no others.
 */
export async function runComparison(options: {
  config: CompareConfig;
  resume: boolean;
  sink: ProgressSink;
  signal: AbortSignal;
}): Promise<{ comparison: Comparison; folder: string }> {
  const { config, resume, sink, signal } = options;
  await loadParts(config.plugins);
  if (config.tf !== 'auto') process.env.FAULTSCAPE_TF = config.tf;
  const plan = await planComparison(config);
  const folder = ComparisonFolder.open(config.out, { resume, config: config as unknown as Json });
  try {
    const run = new ComparisonRun(config, plan, folder, sink);
    await run.complete(signal);
    return { comparison: summariseComparison(config, plan, run.results), folder: folder.path };
  } finally {
    folder.close();
  }
}

class ComparisonRun {
  readonly results: CellResult[] = [];
  readonly #config: CompareConfig;
  readonly #plan: ComparisonPlan;
  readonly #folder: ComparisonFolder;
  readonly #sink: ProgressSink;
  readonly #left: TimeLeft;
  #saidMs = Number.NEGATIVE_INFINITY;

  constructor(config: CompareConfig, plan: ComparisonPlan, folder: ComparisonFolder, sink: ProgressSink) {
    this.#config = config;
    this.#plan = plan;
    this.#folder = folder;
    this.#sink = sink;
    this.#left = new TimeLeft(config.workers);
  }

  async complete(signal: AbortSignal): Promise<void> {
    const missing = this.#plan.cells.filter(({ index, cell }) => {
      const kept = this.#folder.cell(cellName(cell, this.#config.heldOut));
      if (kept === null) return true;
      this.results.push(kept);
      this.#left.ended({ index, adversary: cell.adversary }, kept.seconds);
      return false;
    });
    if (missing.length > 0) await this.#run(missing, signal);
    // In the order of the plan, whoever came first.
    const place = new Map(this.#plan.cells.map(({ cell }, i) => [cellName(cell, this.#config.heldOut), i]));
    const placeOf = (result: CellResult) => place.get(cellName(result.cell, this.#config.heldOut)) ?? 0;
    this.results.sort((a, b) => placeOf(a) - placeOf(b));
  }

  async #run(missing: ComparisonPlan['cells'], signal: AbortSignal): Promise<void> {
    const { workers, tf, engine } = this.#config;
    const pool: Pool = new WorkerPool({
      module: new URL(`./cell-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
      config: this.#hostConfig(),
      workers: Math.min(workers, missing.length),
      jobsPerWorker: 1,
      env: engineEnv({ tf, engine }),
      silenceMs: SILENCE_MS,
      onCrash: (how) => this.#sink.err(`a worker died (${how}); its run is begun again\n`),
    });
    const stop = () => void pool.close();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const waiting = new Set(missing);
    const failed: Error[] = [];
    this.#say(waiting, true);
    try {
      await pool.ready();
      const references = await this.#references(pool, missing);
      await Promise.all(
        missing.map(async (one) => {
          try {
            const reference = references.get(one.index) as Reference;
            this.#keep(one, (await pool.run({ kind: 'cell', ...one, reference })) as CellResult);
          } catch (error) {
            if (signal.aborted) return;
            failed.push(error instanceof Error ? error : new Error(String(error)));
            this.#sink.err(`${one.cell.adversary} on ${one.cell.case.task}: ${failed.at(-1)?.message}\n`);
          }
          waiting.delete(one);
          this.#say(waiting, waiting.size === 0);
        }),
      );
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      await pool.close();
    }
    if (signal.aborted) throw this.#stopped();
    if (failed.length > 0) throw this.#incomplete(failed);
  }

  #keep({ index, cell }: ComparisonPlan['cells'][number], result: CellResult): void {
    this.#folder.keepCell(cellName(cell, this.#config.heldOut), result);
    this.results.push(result);
    this.#left.ended({ index, adversary: cell.adversary }, result.seconds);
  }

  /** The held-out failures of each case that has cells to run; refused where it began on another ground. */
  async #references(pool: Pool, missing: ComparisonPlan['cells']): Promise<Map<number, Reference>> {
    const { heldOut } = this.#config;
    const found = new Map<number, Reference>();
    const wanted = [...new Set(missing.map(({ index }) => index))];
    await Promise.all(
      wanted.map(async (index) => {
        const { case: attacked } = this.#plan.cases[index] as ComparisonPlan['cases'][number];
        const none = { case: attacked, adversary: '', settings: {}, seed: 0, episodes: 0, draws: 0 };
        const name = cellName(none, heldOut);
        const earlier = this.#folder.reference(name);
        const reference = (await pool.run({ kind: 'reference', index, heldOut, earlier })) as Reference;
        if (earlier === null) this.#folder.keepReference(name, reference);
        if (reference.points.length === 0) {
          this.#sink.err(
            `note: ${caseTitle(attacked)}: none of ${heldOut} random scenes failed, nothing to cover\n`,
          );
        }
        found.set(index, reference);
      }),
    );
    return found;
  }

  #hostConfig(): CellHostConfig {
    const { gl, seats, plugins } = this.#config;
    return {
      gl,
      cache: join(this.#folder.path, 'episodes.sqlite'),
      seats,
      plugins,
      cases: this.#plan.cases.map(({ case: one, files }) => ({ case: one, files })),
    };
  }

  #say(waiting: ReadonlySet<ComparisonPlan['cells'][number]>, always: boolean): void {
    const nowMs = performance.now();
    if (!always && nowMs - this.#saidMs < (this.#sink.errIsTty ? SAY_EVERY_TTY_MS : SAY_EVERY_MS)) return;
    this.#saidMs = nowMs;
    const cells = [...waiting].map(({ index, cell }) => ({ index, adversary: cell.adversary }));
    const leftS = this.#left.of(cells);
    const all = this.#plan.cells.length;
    const left = leftS === null || waiting.size === 0 ? '' : `, ${duration(leftS)} left`;
    const line = `${all - waiting.size} of ${all} runs${left}`;
    this.#sink.err(this.#sink.errIsTty ? `\r\u001b[2K${line}${waiting.size === 0 ? '\n' : ''}` : `${line}\n`);
  }

  #stopped(): FaultscapeError {
    return new FaultscapeError('interrupted', 'The comparison was stopped; finished runs are kept.', {
      expected: `${this.#plan.cells.length} runs`,
      got: `${this.results.length}`,
      hint: `the same command with --resume goes on with ${this.#config.out}`,
    });
  }

  #incomplete(failed: readonly Error[]): FaultscapeError {
    const first = failed[0] as Error;
    const kind = first instanceof FaultscapeError ? first.kind : 'environment';
    return new FaultscapeError(
      kind,
      `${failed.length} of ${this.#plan.cells.length} runs failed; the others are kept.`,
      {
        expected: 'runs that come to their end',
        got: first.message,
        hint: `--resume runs those again; leave an adversary out with --adversaries`,
        cause: first,
      },
    );
  }
}
