/** The door of the adversaries: what the server and third parties import. */
import { bbganKind } from './bbgan/kind.ts';
import { gridKind } from './filling/grid.ts';
import { haltonKind } from './filling/halton.ts';
import { latinHypercubeKind } from './filling/latin-hypercube.ts';
import { sobolKind } from './filling/sobol.ts';
import { randomKind } from './random.ts';
import { registerAdversary } from './registry.ts';

for (const kind of [randomKind, bbganKind, haltonKind, sobolKind, latinHypercubeKind, gridKind]) {
  registerAdversary(kind);
}

export type { Adversary, FailureDistribution, Proposal, Trial } from './adversary.ts';
export { Batch, sortIntoBatches } from './batch.ts';
export { GeneratorDistribution } from './bbgan/generator.ts';
export { density } from './density.ts';
export { type ExperimentOptions, type ExperimentResult, runExperiment } from './experiment.ts';
export { EmpiricalDistribution, loadDistribution, UniformDistribution } from './failures.ts';
export * from './metrics.ts';
export {
  describeDomain,
  type OptionSpec,
  type OptionValues,
  parseSettings,
  resolveOptions,
} from './options.ts';
export {
  type AdversaryContext,
  type AdversaryKind,
  adversaryKind,
  adversaryNames,
  createAdversary,
  type LearnerProgress,
  registerAdversary,
} from './registry.ts';
export { namedProposals, uniformPoint } from './uniform.ts';
