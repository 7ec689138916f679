import { real, whole } from '../number-options.ts';
import { uniformPoint } from '../uniform.ts';
import { Cma } from './cma.ts';
import { byScore, clip, type Generations, type SearchStart, searchKind } from './search.ts';

/** How often a point outside the box is drawn again before it is put on the face. */
const REDRAWS = 20;

/**
 * CMA-ES (Hansen, arXiv 1604.00772) with restarts at another random point, so that failures elsewhere
 * are met too: when all of a generation have failed (the run has arrived: going on would only find the
 * deepest failure), when all score alike, and when the run has contracted.
 */
export const cmaEsKind = searchKind({
  name: 'cma-es',
  description: 'follows falling scores by CMA-ES, and begins anew elsewhere when a run has arrived',
  options: [
    whole('population', 'episodes', 0, 0, 'scenes per generation (0: 4 + 3 ln d, rounded down)', 10_000),
    real('sigma', 'half ranges', [1e-3, 2], 0.5, 'standard deviation of the first generation'),
    {
      name: 'until',
      type: 'choice',
      unit: '',
      choices: ['failure', 'minimum'],
      default: 'failure',
      description: 'when a run has arrived: all of a generation fail, or it has contracted on a minimum',
    },
    real('least', 'half ranges', [1e-6, 1], 0.02, 'longest standard deviation at which a run ends'),
  ],
  begin: generations,
});

function* generations(start: SearchStart): Generations {
  const { dimension, rng, number } = start;
  const stopsAtFailure = start.options.until === 'failure';
  const lambda = Math.max(4, number('population') || 4 + Math.floor(3 * Math.log(dimension)));
  for (let runs = 1; ; runs++) {
    start.figure('runs', runs);
    const cma = new Cma(uniformPoint(rng, dimension), number('sigma'), lambda);
    for (let arrived = false; !arrived && cma.longest > number('least'); ) {
      const points = Array.from({ length: lambda }, () => drawInside(cma, rng));
      const trials = yield points;
      const order = byScore(points.map((point, i) => ({ point, score: trials[i]?.score ?? 1 })));
      cma.update(order.map(({ point }) => point));
      arrived = order[0]?.score === order.at(-1)?.score;
      if (stopsAtFailure) arrived ||= trials.every((trial) => trial.failed);
    }
  }
}

function drawInside(cma: Cma, rng: SearchStart['rng']): readonly number[] {
  let point = cma.draw(rng);
  for (let i = 0; i < REDRAWS && point.some((x) => Math.abs(x) > 1); i++) point = cma.draw(rng);
  return clip(point);
}
