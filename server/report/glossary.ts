/** Words the report uses, one line each. */
export const GLOSSARY: readonly (readonly [term: string, meaning: string])[] = [
  ['scene', 'one world to run the agent in: a value for every parameter of the space, with units.'],
  [
    'space',
    'the parameters that may vary, each with its range; a point in it is written in [−1, 1] per axis.',
  ],
  ['episode', 'one run of the agent in one scene, from its start to the goal, a crash or the time limit.'],
  ['score Q', 'how well an episode went, from 0 to 1; higher is better for the agent.'],
  ['failure', 'an episode whose score Q is at or below the threshold of its task.'],
  ['AFR', 'attack fooling rate: the share of a set of scenes in which the agent fails.'],
  [
    'interval',
    'the 95 % Wilson score interval of a share: what the true share may be, given so few episodes.',
  ],
  ['pool', 'scenes drawn uniformly from the space and run first, once each.'],
  [
    'induced set',
    'the part of the pool on which the generator is trained: its failures, or its worst scenes.',
  ],
  ['generated', 'scenes drawn from the generator, the learned distribution of failures, and then run.'],
  ['random baseline', 'more uniform scenes, on which nothing was trained: a fair yardstick.'],
  ['boost stage', 'a further round: the generated scenes join the pool and a fresh generator is trained.'],
  [
    'spread',
    'standard deviation along an axis; far below that of the induced set means the generator collapsed.',
  ],
  [
    'coverage',
    'share of known failures that have a generated failure nearby: high only if no mode was forgotten.',
  ],
  [
    'distance',
    'Euclidean distance of two scenes when each axis is stretched to [−1, 1], so its whole range is 2.',
  ],
  ['p-value', 'how often shuffled failure labels show an excess at least this large on any axis.'],
];
