/** The door of the adversaries: what the server and third parties import. */
import { astKind } from './ast/kind.ts';
import { bbganKind } from './bbgan/kind.ts';
import { gridKind } from './filling/grid.ts';
import { haltonKind } from './filling/halton.ts';
import { latinHypercubeKind } from './filling/latin-hypercube.ts';
import { sobolKind } from './filling/sobol.ts';
import { flowKind } from './flow/kind.ts';
import { bayesianKind } from './learners/bayesian.ts';
import { gaussianKind, gmmKind } from './learners/gaussian-mixtures.ts';
import { gpKind } from './learners/gp.ts';
import { svmKind } from './learners/svm.ts';
import { randomKind } from './random.ts';
import { type AdversaryKind, registerAdversary } from './registry.ts';
import { cmaEsKind } from './search/cma-es.ts';
import { crossEntropyKind } from './search/cross-entropy.ts';
import { geneticKind } from './search/genetic.ts';
import { mapElitesKind } from './search/map-elites.ts';
import { nsga2Kind } from './search/nsga2.ts';
import { simulatedAnnealingKind } from './search/simulated-annealing.ts';
import { tpeKind } from './search/tpe.ts';
import { surveyorKind } from './surveyor/kind.ts';
import { woganKind } from './wogan/wogan.ts';

const kinds: readonly AdversaryKind[] = [
  randomKind,
  bbganKind,
  surveyorKind,
  woganKind,
  flowKind,
  astKind,
  ...[haltonKind, sobolKind, latinHypercubeKind, gridKind],
  ...[crossEntropyKind, cmaEsKind, geneticKind, simulatedAnnealingKind, mapElitesKind, nsga2Kind, tpeKind],
  ...[gaussianKind, gmmKind, gpKind, svmKind, bayesianKind],
];
for (const kind of kinds) registerAdversary(kind);

export type { Adversary, FailureDistribution, Proposal, Trial } from './adversary.ts';
export { Batch, sortIntoBatches } from './batch.ts';
export { GeneratorDistribution } from './bbgan/generator.ts';
export { density } from './density.ts';
export {
  oneVersusRest,
  type PlaneOptions,
  type PlanePoint,
  planePoint,
} from './diagnosis/information-plane.ts';
export { kendallTau } from './diagnosis/kendall-tau.ts';
export { type McNemar, mcNemar } from './diagnosis/mcnemar.ts';
export { type ExperimentOptions, type ExperimentResult, runExperiment } from './experiment.ts';
export { type AxisImportance, axisImportance } from './explain/axis-importance.ts';
export { bettingInterval } from './explain/betting-interval.ts';
export { type Box, isInside, type Part } from './explain/box.ts';
export { correlationsOf, type Marginal, marginalsOf } from './explain/describe-distribution.ts';
export { type FailureGroup, type FailureGroups, groupFailures } from './explain/failure-groups.ts';
export { drawWeighted, type FailureProbability, failureProbability } from './explain/failure-probability.ts';
export { type FailureRules, findRules, type Rule } from './explain/failure-rules.ts';
export { mainEffects } from './explain/main-effects.ts';
export { type Heap, summariseAsMixture } from './explain/mixture-summary.ts';
export type { Observed } from './explain/observed.ts';
export type { Estimate } from './explain/quantiles.ts';
export { type Shrunk, shrinkChanges } from './explain/shrink.ts';
export { worstFront } from './explain/worst-front.ts';
export { EmpiricalDistribution, loadDistribution, UniformDistribution } from './failures.ts';
export { FlowDistribution } from './flow/flow-distribution.ts';
export * from './metrics.ts';
export { MixtureDistribution } from './models/mixture.ts';
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
export { createSpending, spendingOf } from './spending.ts';
export { type Friedman, friedman } from './statistics/friedman.ts';
export { holm } from './statistics/holm.ts';
export { type MannWhitney, mannWhitney } from './statistics/mann-whitney.ts';
export { criticalDifference, indistinct } from './statistics/nemenyi.ts';
export { mostWithNoneOf } from './statistics/none-of.ts';
export { signedRank } from './statistics/signed-rank.ts';
export { namedProposals, uniformPoint } from './uniform.ts';
