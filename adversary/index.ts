/** The door of the adversaries: what the server and third parties import. */
import { bbganKind } from './bbgan/kind.ts';
import { randomKind } from './random.ts';
import { registerAdversary } from './registry.ts';

registerAdversary(randomKind);
registerAdversary(bbganKind);

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
