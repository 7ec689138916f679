import { mean, standardDeviation } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Trial } from '../adversary.ts';
import { Adam } from '../nets/adam.ts';
import { real, whole } from '../number-options.ts';
import { type Generations, type SearchStart, searchKind } from '../search/search.ts';
import { failingLevel } from '../surveyor/failing-level.ts';
import { uniformPoint } from '../uniform.ts';
import { Flow } from './flow.ts';
import { FlowDistribution } from './flow-distribution.ts';

const COUPLINGS = 6;
const BATCH = 64;
const BETAS = { beta1: 0.9, beta2: 0.999 };

/** A trial, and how many times likelier than at random its generation was to draw it. */
interface Weighed {
  readonly trial: Trial;
  readonly ratio: number;
}

/**
 * The cross-entropy method with importance weights (De Boer, Kroese, Mannor and Rubinstein 2005, algorithm 2.1
 * with its likelihood ratios) whose family is a normalising flow, Real NVP (Dinh et al. 2017): generation by
 * generation the flow is fitted to all trials below a level that falls to the failing level, each weighed by
 * uniform density over the density that drew it, so that its aim is the uniform distribution on failures. A
 * part of each generation is uniform, which keeps the weights bounded, and the failing share of the whole
 * space is estimated on the way.
 */
export const flowKind = searchKind({
  name: 'flow',
  description: 'fits a normalising flow to the worst of all that was run, by its exact density',
  options: [
    whole('population', 'episodes', 2, 50, 'scenes per generation', 1_000_000),
    real(
      'elite',
      'share',
      [0.01, 1],
      0.2,
      'part of a generation below the level, until that is the failing one',
    ),
    real('uniform', 'share', [0.01, 1], 0.15, 'part of a generation that is uniform'),
    whole('steps', 'steps', 1, 150, 'training steps per generation', 100_000),
    whole('hidden', 'numbers', 1, 32, 'width of the networks', 4096),
    real('learningRate', '', [1e-7, 1], 5e-3, "Adam's step size"),
    real('smoothing', 'half ranges', [0, 1], 0.02, 'standard deviation of noise on the scenes imitated'),
  ],
  begin: generations,
});

function* generations(start: SearchStart): Generations {
  const { dimension, rng, number } = start;
  const flow = Flow.uniform(dimension, COUPLINGS, number('hidden'), rng);
  const adam = new Adam(flow.parameters, { learningRate: number('learningRate'), ...BETAS });
  const share = number('uniform');
  const known: Weighed[] = [];
  for (let generation = 0; ; generation++) {
    const points = Array.from({ length: number('population') }, () =>
      rng.float() < share ? uniformPoint(rng, dimension) : flow.draw(rng),
    );
    const ratios = flow.logRatios(points).map((log) => share + (1 - share) * Math.exp(log));
    if (generation > 0) start.learn(new FlowDistribution(flow.toMlps()));
    const trials = yield points;
    trials.forEach((trial, i) => {
      known.push({ trial: { ...trial, point: points[i] as Point }, ratio: ratios[i] as number });
    });
    start.figure('failingShare', failingShare(known));
    const level = levelOf(trials, known, number('elite'));
    const elite = known.filter(({ trial }) => trial.score <= level);
    const draw = drawByWeight(elite, start);
    let loss = 0;
    for (let step = 0; step < number('steps'); step++) {
      const judged = flow.loss(Array.from({ length: BATCH }, () => draw()));
      loss = judged.loss;
      adam.step(judged.gradients);
    }
    start.figure('training', { loss, level, elite: elite.length });
  }
}

/** The elite's worst score, but not below the failing level once there are failures. */
function levelOf(trials: readonly Trial[], known: readonly Weighed[], elite: number): number {
  const order = trials.map(({ score }) => score).sort((a, b) => a - b);
  const level = order[Math.max(0, Math.ceil(elite * order.length) - 1)] as number;
  const all = known.map(({ trial }) => trial);
  return all.some(({ failed }) => failed) ? Math.max(level, failingLevel(all)) : level;
}

function drawByWeight(elite: readonly Weighed[], { rng, number }: SearchStart): () => Point {
  const total = elite.reduce((sum, { ratio }) => sum + 1 / ratio, 0);
  const smoothing = number('smoothing');
  return () => {
    let rest = rng.float() * total;
    const at = elite.findIndex(({ ratio }) => {
      rest -= 1 / ratio;
      return rest < 0;
    });
    const { point } = (elite[at] ?? (elite.at(-1) as Weighed)).trial;
    return point.map((x) => fold(x + smoothing * rng.normal()));
  };
}

/** Back into the box, as a mirror at its face would send it. */
function fold(x: number): number {
  if (x > 1) return Math.max(-1, 2 - x);
  return x < -1 ? Math.min(1, -2 - x) : x;
}

/** Failing share of the whole space, by importance weights, and its standard error. */
function failingShare(known: readonly Weighed[]) {
  const terms = known.map(({ trial, ratio }) => (trial.failed ? 1 / ratio : 0));
  return { estimate: mean(terms), standardError: standardDeviation(terms) / Math.sqrt(terms.length) };
}
