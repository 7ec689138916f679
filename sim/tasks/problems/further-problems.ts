import type { Point } from '../../space/axis.ts';
import { Space } from '../../space/space.ts';
import { ARCHIPELAGO_SHARE, gapOfArchipelago, offTheIslands } from './archipelago.ts';
import { ballProblem, shareOf } from './ball-problem.ts';
import { FOUR_BRANCHES_AXES, fourBranchesGap, fourBranchesShare } from './four-branches.ts';
import { gapProblem } from './gap-problem.ts';
import { type Ball, distanceTo, gapToBalls, type Slope, scoreOfGap } from './gaps.ts';
import { noisyBallFailing } from './noisy-ball.ts';
import { gapToSlab, SLAB_AXES, SLAB_DEPTH, slabShare } from './oblique-slab.ts';
import { type Problem, plainSpace } from './problem.ts';
import { RASTRIGIN_LEVEL, rastriginArea, rastriginTerm } from './rastrigin.ts';
import { gapToRolledSheet, ROLLED_SHEET_DEPTH, ROLLED_SHEET_SHARE } from './rolled-sheet.ts';
import { boxVolume, irwinHall, power } from './volumes.ts';

/** Half axes of the banana: along it, across it, and in each of four more directions. */
const [ALONG, ACROSS, ASIDE] = [0.9, 0.25, 0.7];
const ASIDE_CENTRE: Point = [0.1, -0.2, 0.2, -0.1];

/** An ellipsoid sheared along a parabola keeps its volume (the twisted target of Haario, Saksman and Tamminen 1999). */
function gapToBanana([x = 0, y = 0, ...rest]: Point): number {
  const along = x / ALONG;
  const across = (y - (1.2 * x * x - 0.5)) / ACROSS;
  const aside = distanceTo(ASIDE_CENTRE, rest) / ASIDE;
  return Math.sqrt(along * along + across * across + aside * aside) - 1;
}

const LARGE_AND_TINY: readonly Ball[] = [
  { centre: [-0.4, -0.35, 0.3], radius: 0.45 },
  { centre: [0.7, 0.6, -0.6], radius: 0.15 },
  { centre: [0.5, -0.7, -0.7], radius: 0.15 },
];

/** Rastrigin's function on its usual range, 10.24 wide, and its centre moved out of the middle. */
const RASTRIGIN_HALF = 5.12;
const RASTRIGIN_CENTRE: Point = [1.5, -0.5];

function gapOfRastrigin(point: Point): number {
  return RASTRIGIN_CENTRE.reduce(
    (sum, centre, i) => sum + rastriginTerm(RASTRIGIN_HALF * (point[i] as number) - centre),
    -RASTRIGIN_LEVEL,
  );
}

/** Each of three conditions is on three axes of its own: these signs, added up, reach 1. */
const SIGNS: Point = [1, 1, -1, -1, 1, 1, 1, -1, -1];

function gapToConjunction(point: Point): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let first = 0; first < SIGNS.length; first += 3) {
    let sum = 0;
    for (let i = first; i < first + 3; i++) sum += (SIGNS[i] as number) * (point[i] as number);
    most = Math.max(most, 1 - sum);
  }
  return most;
}

const fourBranches: Problem = {
  name: 'four-branches',
  description:
    'a series system with four ways to fail under two normal loads; likeliest in equal shares: 2 axes',
  space: new Space('loads', FOUR_BRANCHES_AXES),
  score: (point) => scoreOfGap(fourBranchesGap(point), { depth: 4, reach: 3.2 }),
  noise: 0,
  failing: fourBranchesShare(),
  failureSet: fourBranchesShare(),
  measure: '2 Phi(-3) and the integral of 2 phi(v) Phi(-(3 + v^2 / 5)) from -3 to 3; draws from the prior',
};

const IN_NOISE: Ball = { centre: [-0.3, 0.3, 0.3], radius: 0.35 };
const IN_NOISE_SLOPE: Slope = { depth: 0.35, reach: 0.4 };
const MOST_NOISE = 0.4;

const growingNoise: Problem = {
  name: 'growing-noise',
  description: 'a ball of failures at every x4, and noise that grows along it from none to +-0.4: 4 axes',
  space: plainSpace(4),
  score: (point) => scoreOfGap(gapToBalls([IN_NOISE], point), IN_NOISE_SLOPE),
  noise: MOST_NOISE,
  noiseAt: (point) => (MOST_NOISE * ((point[3] as number) + 1)) / 2,
  // The chance is a polynomial of degree 3 of the noise, so that Simpson's rule has its mean.
  failing:
    (shareOf([IN_NOISE]) +
      4 * noisyBallFailing(IN_NOISE, IN_NOISE_SLOPE, MOST_NOISE / 2) +
      noisyBallFailing(IN_NOISE, IN_NOISE_SLOPE, MOST_NOISE)) /
    6,
  failureSet: shareOf([IN_NOISE]),
  measure: 'set: 4/3 pi 0.35^3 / 8; chance: that of `noisy`, its mean over the noise by Simpson, exact',
};

const WEATHERS = ['clear', 'rain', 'fog', 'snow'];
/** Into which octant failures lie in each weather. */
const TOWARDS: readonly Point[] = [
  [1, 1, 1],
  [-1, 1, -1],
  [1, -1, -1],
  [-1, -1, 1],
];
const SURFACES = ['dry', 'wet', 'icy'];
/** How far out they begin on each surface. */
const FROM: Point = [2.6, 2, 1.4];

const interaction: Problem = {
  name: 'interaction',
  description:
    'one name says towards which corner failures lie, another how far they reach: 5 axes, two of names',
  space: plainSpace(3, [
    { kind: 'categorical', name: 'weather', values: WEATHERS, description: 'one of four weathers' },
    { kind: 'categorical', name: 'surface', values: SURFACES, description: 'one of three surfaces' },
  ]),
  score(point) {
    const towards = TOWARDS[binOf(point[3] as number, WEATHERS.length)] as Point;
    const from = FROM[binOf(point[4] as number, SURFACES.length)] as number;
    const sum = towards.reduce((total, sign, i) => total + sign * (point[i] as number), 0);
    return scoreOfGap(from - sum, { depth: 1.6, reach: 4 });
  },
  noise: 0,
  failing: FROM.reduce((sum, from) => sum + irwinHall(3, (3 - from) / 2), 0) / FROM.length,
  failureSet: FROM.reduce((sum, from) => sum + irwinHall(3, (3 - from) / 2), 0) / FROM.length,
  measure: '(0.2^3 + 0.5^3 + 0.8^3) / 6 / 3, corners cut off by Irwin and Hall',
};

function binOf(coordinate: number, bins: number): number {
  return Math.min(bins - 1, Math.floor(((coordinate + 1) / 2) * bins));
}

const archipelago: Problem = {
  name: 'archipelago',
  description:
    'scenes can be on nine islands that do not touch, and fail on four of them or on a part: 3 axes',
  space: plainSpace(3),
  score: (point) => scoreOfGap(gapOfArchipelago(point), { depth: 1.2, reach: 2.2 }),
  noise: 0,
  invalid: offTheIslands,
  failing: ARCHIPELAGO_SHARE,
  failureSet: ARCHIPELAGO_SHARE,
  measure: 'a ball and caps of three, pi h^2 (3 r - h) / 3; 9 x 4/3 pi 0.38^3 / 8 = 26 % of the box can be',
};

/** Ten that differ in kind from those before them, chosen before any adversary had run on them. */
export const FURTHER_PROBLEMS: readonly Problem[] = [
  ballProblem('large-and-tiny', 3, LARGE_AND_TINY, { depth: 0.45, reach: 0.5 }, [
    'a large ball of failures and two with a twenty-seventh of it: 3 axes',
    '4/3 pi (0.45^3 + 2 x 0.15^3) / 8',
  ]),
  gapProblem(
    'banana',
    6,
    gapToBanana,
    { depth: 1, reach: 7 },
    (power(Math.PI, 3) * ALONG * ACROSS * power(ASIDE, 4)) / 6 / boxVolume(6),
    ['failures along a bent valley: 6 axes', 'a sheared ellipsoid: pi^3 / 6 0.9 0.25 0.7^4 / 64'],
  ),
  gapProblem(
    'swiss-roll',
    3,
    gapToRolledSheet,
    { depth: ROLLED_SHEET_DEPTH, reach: 0.5 },
    ROLLED_SHEET_SHARE,
    ['failures on a thin sheet, rolled up twice: 3 axes', '0.02 x 4 pi (0.15 + 0.95) / 2 / 4'],
  ),
  gapProblem('slab-15', SLAB_AXES, gapToSlab, { depth: SLAB_DEPTH, reach: 2 }, slabShare(), [
    'failures in a thin slab across all axes: 15 axes',
    'a weighted sum of 15 uniform numbers, exact',
  ]),
  gapProblem('conjunction', 9, gapToConjunction, { depth: 2, reach: 4 }, power(irwinHall(3, 1), 3), [
    'failures where three things come together: 9 axes',
    '(1 / 3!)^3, Irwin and Hall: 3 uniform <= 1',
  ]),
  fourBranches,
  growingNoise,
  interaction,
  archipelago,
  gapProblem(
    'rastrigin',
    2,
    gapOfRastrigin,
    { depth: RASTRIGIN_LEVEL, reach: 80 },
    rastriginArea(RASTRIGIN_LEVEL) / (4 * RASTRIGIN_HALF * RASTRIGIN_HALF),
    [
      "basins of Rastrigin's function below 5, among a hundred that pass: 2 axes",
      'cells of a fine lattice, counted',
    ],
  ),
];
