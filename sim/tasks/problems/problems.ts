import type { ContinuousAxis, Point } from '../../space/axis.ts';
import { logNormalDensity, normalBelow } from '../../space/normal.ts';
import { valueAt } from '../../space/prior.ts';
import { Space } from '../../space/space.ts';
import { ballProblem, shareOf } from './ball-problem.ts';
import { FURTHER_PROBLEMS } from './further-problems.ts';
import { gapProblem } from './gap-problem.ts';
import { type Ball, distanceTo, gapToBalls, gapToCubes, type Slope, scoreOfGap } from './gaps.ts';
import { noisyBallFailing } from './noisy-ball.ts';
import { type Problem, plainSpace } from './problem.ts';
import { ballVolume, boxVolume, irwinHall, power } from './volumes.ts';

const CENTRES: readonly Point[] = [
  [-0.6, -0.6, -0.5],
  [0.6, 0.5, -0.5],
  [-0.1, 0.4, 0.6],
];
const THREE_BALLS: readonly Ball[] = CENTRES.map((centre) => ({ centre, radius: 0.35 }));
const SPECKLES: readonly Ball[] = [-0.75, -0.25, 0.25, 0.75].flatMap((x, _, all) =>
  all.map((y) => ({ centre: [x, y], radius: 0.07 })),
);
/** A ball of four dimensions with a thousandth of the box: pi^2 / 2 r^4 = 16 / 1000. */
const RARE: Ball = { centre: [0.5, -0.4, 0.3, 0.6], radius: Math.sqrt(Math.sqrt(0.032) / Math.PI) };
const CUBES: readonly Point[] = [
  [0.6, -0.5, 0.2],
  [-0.7, 0.3, -0.6],
];
const HIDDEN: Ball = { centre: [0.6, 0.6, -0.6], radius: 0.25 };
const NOISY: Ball = { centre: [-0.4, 0.35, 0.3], radius: 0.35 };
const NOISY_SLOPE: Slope = { depth: 0.35, reach: 0.5 };
const NOISE = 0.2;
const BY_KIND: Readonly<Record<number, Ball>> = {
  1: { centre: [0.4, 0.4, -0.2], radius: 0.45 },
  4: { centre: [-0.5, 0.1, 0.5], radius: 0.35 },
};
const KINDS = ['a', 'b', 'c', 'd', 'e', 'f'];
/** The border of what is valid goes through the middle of the first. */
const CUT: Ball = { centre: [0.4, 0.4, 0.3, -0.3], radius: 0.55 };
const WHOLE: Ball = { centre: [-0.6, -0.5, 0.3, -0.4], radius: 0.35 };
const MOST = 0.8;
const IN_TWENTY: readonly Ball[] = [
  { centre: [0.4, -0.4, 0.4, -0.4], radius: 0.45 },
  { centre: [-0.5, 0.5, 0.1, 0.5], radius: 0.45 },
];

const noisy: Problem = {
  name: 'noisy',
  description: 'one ball of failures, the score with noise of +-0.2: 3 axes',
  space: plainSpace(3),
  score: (point) => scoreOfGap(gapToBalls([NOISY], point), NOISY_SLOPE),
  noise: NOISE,
  failing: noisyBallFailing(NOISY, NOISY_SLOPE, NOISE),
  failureSet: shareOf([NOISY]),
  measure: 'set: 4/3 pi 0.35^3 / 8; chance: its integral over the radius, a polynomial of degree 4',
};

const categorical: Problem = {
  name: 'categorical',
  description: 'failures in two of six kinds, in another place each; elsewhere level: 4 axes, one of names',
  space: plainSpace(3, [
    { kind: 'categorical', name: 'kind', values: KINDS, description: 'one of six kinds' },
  ]),
  score(point) {
    const kind = Math.min(5, Math.floor((((point[3] as number) + 1) / 2) * KINDS.length));
    const ball = BY_KIND[kind];
    return ball === undefined ? 0.8 : scoreOfGap(gapToBalls([ball], point), { depth: ball.radius, reach: 1 });
  },
  noise: 0,
  failing: shareOf(Object.values(BY_KIND)) / KINDS.length,
  failureSet: shareOf(Object.values(BY_KIND)) / KINDS.length,
  measure: '4/3 pi (0.45^3 + 0.35^3) / 8 / 6',
};

const constrained: Problem = {
  name: 'constrained',
  description:
    'scenes with x1 + x2 above 0.8 cannot be, and the border cuts a ball of failures in two: 4 axes',
  space: plainSpace(4),
  score: (point) => scoreOfGap(gapToBalls([CUT, WHOLE], point), { depth: 0.55, reach: 1 }),
  noise: 0,
  invalid(point) {
    const sum = (point[0] as number) + (point[1] as number);
    return sum <= MOST ? null : `x1 + x2 is ${sum.toFixed(3)}`;
  },
  failing: shareOf([CUT]) / 2 + shareOf([WHOLE]),
  failureSet: shareOf([CUT]) / 2 + shareOf([WHOLE]),
  measure: 'pi^2 / 2 (0.55^4 / 2 + 0.35^4) / 16; (2 - 0.8)^2 / 8 = 18 % of the box cannot be',
};

const deceptive: Problem = {
  name: 'deceptive',
  description: 'a wide valley that falls to 0.55 and no further, far from a small ball of failures: 3 axes',
  space: plainSpace(3),
  score: (point) =>
    Math.min(
      scoreOfGap(gapToBalls([HIDDEN], point), { depth: HIDDEN.radius, reach: 0.2 }),
      0.55 + 0.45 * Math.min(1, distanceTo([-0.5, -0.5, 0.5], point) / 2),
    ),
  noise: 0,
  failing: shareOf([HIDDEN]),
  failureSet: shareOf([HIDDEN]),
  measure: '4/3 pi 0.25^3 / 8',
};

/** Standard deviation of one step of the path: a standard normal cut at 4. */
const CUT_DEVIATION = Math.sqrt(1 - (8 * Math.exp(logNormalDensity(4))) / (normalBelow(4) - normalBelow(-4)));
const PATH_STEPS = 10;
const PATH_AXES = Array.from(
  { length: PATH_STEPS },
  (_, i): ContinuousAxis => ({
    kind: 'continuous',
    name: `step${i + 1}`,
    unit: '1',
    low: -4,
    high: 4,
    description: `disturbance ${i + 1} of ${PATH_STEPS}`,
    prior: { kind: 'normal', mean: 0, deviation: 1 },
  }),
);
/** The sum of the path's steps has this many standard deviations where it fails. */
export const PATH_FAILS_ABOVE = 2.5;

const path: Problem = {
  name: 'path',
  description: 'a path of normal steps that fails where they add up; likeliest in equal shares: 10 axes',
  space: new Space('steps', PATH_AXES),
  score(point) {
    const sum = PATH_AXES.reduce((total, axis, i) => total + valueAt(axis, point[i] as number), 0);
    return scoreOfGap(PATH_FAILS_ABOVE - sum / Math.sqrt(PATH_STEPS), { depth: 10, reach: 6 });
  },
  noise: 0,
  failing: 1 - normalBelow(PATH_FAILS_ABOVE / CUT_DEVIATION),
  failureSet: 1 - normalBelow(PATH_FAILS_ABOVE / CUT_DEVIATION),
  measure: '1 - Phi(2.5 / s), s the standard deviation of a normal cut at 4; draws from the prior',
};

/** Every problem; the measures are tested against brute force. */
export const PROBLEMS: readonly Problem[] = [
  ballProblem('modes', 3, THREE_BALLS, { depth: 0.35, reach: 0.35 }, [
    'three separate balls of failures: 3 axes',
    '3 x 4/3 pi 0.35^3 / 8',
  ]),
  ballProblem('modes-12', 12, THREE_BALLS, { depth: 0.35, reach: 0.35 }, [
    'the same three balls on the first 3 of 12 axes',
    '3 x 4/3 pi 0.35^3 / 8',
  ]),
  ballProblem('speckles', 2, SPECKLES, { depth: 0.07, reach: 0.2 }, [
    'sixteen small discs of failures: 2 axes',
    '16 pi 0.07^2 / 4',
  ]),
  gapProblem(
    'corners',
    5,
    (point) => 0.55 - Math.min(...point.map(Math.abs)),
    { depth: 0.45, reach: 0.55 },
    power(0.45, 5),
    ['failures in each of the 32 corners: 5 axes', '0.45^5'],
  ),
  gapProblem(
    'wave',
    2,
    ([x = 0, y = 0]) => Math.abs(y - 0.6 * Math.cos(1.5 * Math.PI * x)) - 0.03,
    { depth: 0.03, reach: 0.8 },
    0.03,
    ['failures along a thin wave: 2 axes', 'a band 0.06 high at every x1: 0.06 / 2'],
  ),
  gapProblem(
    'ring',
    3,
    ([x = 0, y = 0, z = 0]) => Math.hypot(Math.sqrt(x * x + y * y) - 0.6, z) - 0.08,
    { depth: 0.08, reach: 0.8 },
    (2 * Math.PI * Math.PI * 0.6 * 0.08 * 0.08) / 8,
    ['failures in a thin ring: 3 axes', 'a torus: 2 pi^2 0.6 0.08^2 / 8'],
  ),
  gapProblem(
    'shell',
    6,
    (point) => Math.abs(distanceTo([0, 0, 0, 0, 0, 0], point) - 0.8) - 0.1,
    { depth: 0.1, reach: 0.7 },
    (ballVolume(6, 0.9) - ballVolume(6, 0.7)) / boxVolume(6),
    ['failures between two spheres: 6 axes', 'pi^3 / 6 (0.9^6 - 0.7^6) / 64'],
  ),
  ballProblem('rare', 4, [RARE], { depth: RARE.radius, reach: 1.5 }, [
    'one ball with a thousandth of the box: 4 axes',
    'pi^2 / 2 r^4 / 16 with r chosen for 0.001',
  ]),
  gapProblem(
    'plateau',
    3,
    // Scores of 0.2 and 0.9 and nothing between.
    (point) => (gapToCubes(CUBES, 0.2, point) <= 0 ? -0.6 : 0.8),
    { depth: 1, reach: 1 },
    (2 * power(0.4, 3)) / 8,
    ['two cubes of failures and no slope towards them: 3 axes', '2 x 0.4^3 / 8'],
  ),
  deceptive,
  noisy,
  categorical,
  constrained,
  path,
  gapProblem(
    'linear-20',
    20,
    (point) => 6 - point.reduce((sum, x) => sum + x, 0),
    { depth: 14, reach: 26 },
    irwinHall(20, 7),
    [
      'failures where the coordinates add up to 6 or more: 20 axes',
      'Irwin and Hall: P(sum of 20 uniform <= 7)',
    ],
  ),
  ballProblem('subspace-20', 20, IN_TWENTY, { depth: 0.45, reach: 0.8 }, [
    'two balls of failures on the first 4 of 20 axes',
    '2 x pi^2 / 2 0.45^4 / 16',
  ]),
  ...FURTHER_PROBLEMS,
];
