import { createAdversary, type Proposal } from '../../adversary/index.ts';
import { PROBLEMS, type Problem } from '../../sim/index.ts';
import { thinkingMs } from './thinking.ts';

/** A Gaussian process on as many trials as it takes at most, alone in its process so that the memory is its own. */
const most = Number(process.argv[2]);
const problem = PROBLEMS.find(({ name }) => name === 'modes-12') as Problem;
const adversary = await createAdversary(
  'gp',
  { pool: most, samples: 50, baseline: 0, most },
  { dimension: problem.space.dimension, seed: 1 },
);
const evaluate = (proposal: Proposal) => {
  const score = problem.score(proposal.point);
  return { ...proposal, score, failed: score <= 0.5 };
};
const { ms, trials } = await thinkingMs(adversary, evaluate);
adversary.close();
const mostMb = process.resourceUsage().maxRSS / 1000;
process.stdout.write(`${JSON.stringify({ learnerSeconds: ms / 1000, trials, mostMb })}\n`);
