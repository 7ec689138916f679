import { adversaryKind, adversaryNames, createSpending, type Proposal } from '../../adversary/index.ts';
import { PurePursuitAgent } from '../../agents/index.ts';
import { createTask, EpisodeRunner, PROBLEMS, type Problem } from '../../sim/index.ts';
import { cpuMs, type Ratio, ratioOf } from '../measure.ts';
import { thinkingMs } from './thinking.ts';

const PROBLEM = 'modes';
const TRIALS = 300;
const EPISODES = 40;
/** They make a model of the scores, and think for as long as that takes. */
const MODELLERS = [
  'bbgan',
  'gaussian',
  'gmm',
  'gp',
  'svm',
  'bayesian',
  'wogan',
  'flow',
  'surveyor',
] as readonly string[];

/** Processor time per trial of every adversary; of those that make no model, the dearest against an episode without a camera. */
export async function askTell(): Promise<Ratio> {
  const problem = PROBLEMS.find(({ name }) => name === PROBLEM) as Problem;
  const evaluate = (proposal: Proposal) => {
    const score = problem.score(proposal.point);
    return { ...proposal, score, failed: score <= 0.5 };
  };
  const usPerTrial: Record<string, number> = {};
  for (const name of adversaryNames()) {
    // The first run compiles; what is measured is the second.
    for (const seed of MODELLERS.includes(name) ? [1] : [1, 2]) {
      const context = { dimension: problem.space.dimension, seed };
      const adversary = await createSpending(adversaryKind(name), TRIALS, {}, context);
      const { ms, trials } = await thinkingMs(adversary, evaluate);
      adversary.close();
      usPerTrial[name] = (1000 * ms) / trials;
    }
  }
  const [dearest, mostUs] = Object.entries(usPerTrial)
    .filter(([name]) => !MODELLERS.includes(name))
    .sort((a, b) => b[1] - a[1])[0] as [string, number];
  const episodeUs = await stateEpisodeUs();
  return ratioOf({
    name: 'ask-tell',
    question:
      'ask and tell of a trial, for the dearest adversary that makes no model, over a state-only episode',
    target: { atMost: 0.1 },
    ratio: mostUs / episodeUs,
    sides: {
      stateOnlyEpisodeUs: episodeUs,
      ...Object.fromEntries(Object.entries(usPerTrial).map(([name, us]) => [`${name} us`, us])),
    },
    note: `processor time, ${TRIALS} trials of problem/${PROBLEM} with default settings, what a model costs shared by all trials; the dearest is ${dearest}; episodes of driving/lane-keeping with pure-pursuit`,
  });
}

async function stateEpisodeUs(): Promise<number> {
  const task = createTask('driving/lane-keeping');
  const runner = new EpisodeRunner({ task, agent: new PurePursuitAgent(), renderer: null, seats: 8 });
  const drive = () =>
    Promise.all(Array.from({ length: EPISODES }, (_, i) => runner.run({ scene: {}, seed: 900 + i })));
  await drive();
  return (1000 * (await cpuMs(async () => void (await drive())))) / EPISODES;
}
