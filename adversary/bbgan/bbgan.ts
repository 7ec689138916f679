import { deriveSeed, FaultscapeError, type Json, Rng, standardDeviation } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Adversary, FailureDistribution, Proposal, Trial } from '../adversary.ts';
import { Batch, sortIntoBatches } from '../batch.ts';
import type { AdversaryContext } from '../registry.ts';
import { namedProposals, uniformPoint } from '../uniform.ts';
import type { GanPeek } from './gan.ts';
import { GeneratorDistribution } from './generator.ts';
import { induce } from './inducer.ts';
import { learnDistribution } from './learn.ts';
import type { GanSettings, InducerName } from './settings.ts';

export interface BbganPlan {
  /** N: uniform points scored first. */
  readonly pool: number;
  /** s: size of the induced set. */
  readonly induced: number;
  /** M: points generated per stage. */
  readonly samples: number;
  /** Further stages that learn from the generated points too. */
  readonly boost: number;
  /** Part of the pool's other trials that a boost stage keeps. */
  readonly boostKeeps: number;
  /** Independent uniform points scored at the end, to compare with. */
  readonly baseline: number;
  readonly inducer: InducerName;
  readonly gan: GanSettings;
}

interface Stage {
  readonly batch: Batch;
  readonly pool: readonly Trial[];
  readonly induced: readonly Trial[];
  readonly distribution: GeneratorDistribution;
}

/**
 * BBGAN (Hamdi, Mueller and Ghanem, AAAI 2020): score a uniform pool, induce the trials that
 * failed, train a GAN on them, and score what it generates. Trials are looked at only in complete
 * batches and in the order of their proposals, so the order of telling cannot matter.
 */
export class Bbgan implements Adversary {
  readonly name = 'bbgan';
  readonly budget: number;
  readonly remarks: string[] = [];
  readonly #plan: BbganPlan;
  readonly #context: AdversaryContext;
  readonly #pool: Batch;
  readonly #baseline: Batch;
  readonly #stages: Stage[] = [];
  readonly #reports: Json[] = [];
  #learning: Promise<void> | undefined;
  #closed = false;

  constructor(plan: BbganPlan, context: AdversaryContext) {
    this.#plan = plan;
    this.#context = context;
    this.budget = plan.pool + plan.samples * (1 + plan.boost) + plan.baseline;
    this.#pool = this.#uniformBatch('pool', plan.pool);
    this.#baseline = this.#uniformBatch('random', plan.baseline);
  }

  async ask(n: number): Promise<readonly Proposal[]> {
    const fromPool = this.#pool.take(n);
    if (fromPool.length > 0 || n < 1 || !this.#pool.complete) return fromPool;
    if (this.#stages.at(-1)?.batch.complete !== false && this.#stages.length <= this.#plan.boost) {
      this.#learning ??= this.#learnStage().finally(() => {
        this.#learning = undefined;
      });
      await this.#learning;
    }
    const generated = this.#stages.at(-1)?.batch.take(n) ?? [];
    if (generated.length > 0 || this.#stages.length <= this.#plan.boost) return generated;
    return this.#baseline.take(n);
  }

  tell(trials: readonly Trial[]): void {
    sortIntoBatches(this.#batches(), trials);
  }

  get done(): boolean {
    return this.#stages.length > this.#plan.boost && this.#batches().every((batch) => batch.complete);
  }

  distribution(): FailureDistribution {
    const last = this.#stages.at(-1);
    if (last !== undefined && this.done) return last.distribution;
    throw new FaultscapeError('usage', 'BBGAN has not finished learning.', {
      expected: `${this.budget} trials told`,
      got: `${this.#batches().reduce((sum, batch) => sum + batch.told, 0)}`,
    });
  }

  draft(): FailureDistribution | null {
    return this.#stages.at(-1)?.distribution ?? null;
  }

  diagnostics(): Json {
    const { pool, induced, samples, boost, baseline, inducer, gan } = this.#plan;
    const settings = { ...gan, latent: { ...gan.latent } };
    return {
      adversary: this.name,
      plan: { pool, induced, samples, boost, baseline, inducer, gan: settings as unknown as Json },
      stages: this.#reports,
    };
  }

  close(): void {
    this.#closed = true;
  }

  #batches(): readonly Batch[] {
    return [this.#pool, ...this.#stages.map((stage) => stage.batch), this.#baseline];
  }

  #uniformBatch(name: string, size: number): Batch {
    const rng = new Rng(this.#context.seed, 'bbgan', name);
    const points = Array.from({ length: size }, () => uniformPoint(rng, this.#context.dimension));
    return new Batch(namedProposals(name, name, points));
  }

  async #learnStage(): Promise<void> {
    const number = this.#stages.length;
    const phase = number === 0 ? 'generated' : `boost-${number}`;
    const seed = deriveSeed(this.#context.seed, 'bbgan', phase);
    const pool = this.#stagePool(seed);
    const { trials: induced, remarks } = induce(
      this.#plan.inducer,
      pool,
      this.#plan.induced,
      new Rng(seed, 'induce'),
    );
    const { gan } = this.#plan;
    const bins = gan.dequantises ? this.#context.binsPerAxis : undefined;
    const imitated = new Set(induced);
    const set = {
      induced: induced.map((trial) => trial.point),
      passed: pool.filter((trial) => !trial.failed && !imitated.has(trial)).map((trial) => trial.point),
      binsPerAxis: bins ?? Array.from({ length: this.#context.dimension }, () => null),
    };
    const learned = await learnDistribution(set, gan, seed, {
      onIteration: (iteration, peek) =>
        this.#context.onProgress?.({
          phase,
          iteration,
          iterations: gan.iterations,
          figures:
            peek.losses === null
              ? {}
              : { generatorLoss: peek.losses.generator, discriminatorLoss: peek.losses.discriminator },
          sample: (n) => sampleOf(peek, gan, n),
        }),
      stopped: () => this.#closed,
    });
    const points = learned.distribution.sample(this.#plan.samples, deriveSeed(seed, 'samples'));
    const batch = new Batch(namedProposals(phase, number === 0 ? 'gen' : `boost${number}`, points));
    this.remarks.push(...remarks.map((remark) => (number === 0 ? remark : `${phase}: ${remark}`)));
    this.#stages.push({ batch, pool, induced, distribution: learned.distribution });
    this.#reports.push({
      phase,
      pool: pool.length,
      poolFailures: pool.filter((trial) => trial.failed).length,
      induced: induced.map((trial) => trial.id),
      inducedFailures: induced.filter((trial) => trial.failed).length,
      inducedStd: spread(set.induced),
      generatedStd: spread(points),
      energyDistances: learned.energyDistances,
      expectedEnergyDistance: learned.expectedEnergyDistance,
      losses: learned.losses.map((loss) => ({ ...loss })),
    });
  }

  /** First the uniform pool; for a boost stage, what was induced and generated last and a part of the rest. */
  #stagePool(seed: number): readonly Trial[] {
    const last = this.#stages.at(-1);
    if (last === undefined) return this.#pool.trials;
    const induced = new Set(last.induced);
    const rest = last.pool.filter((trial) => !induced.has(trial));
    const kept = new Rng(seed, 'keep')
      .shuffle([...rest])
      .slice(0, Math.round(this.#plan.boostKeeps * rest.length));
    return [...last.induced, ...last.batch.trials, ...kept];
  }
}

/** Draws of a training under way, none of them rejected yet. */
function sampleOf(peek: GanPeek, { latent }: GanSettings, n: number): readonly Point[] {
  const { generator, discriminator } = peek.snapshot();
  return new GeneratorDistribution({ latent, generator, discriminator, leastLogit: null }).sample(n, 1);
}

/** Standard deviation of each coordinate. */
function spread(points: readonly (readonly number[])[]): readonly number[] {
  const dimension = points[0]?.length ?? 0;
  return Array.from({ length: dimension }, (_, i) => standardDeviation(points.map((p) => p[i] as number)));
}
