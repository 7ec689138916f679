import { expect, it } from 'vitest';
import {
  coverage,
  createAdversary,
  defaultRadius,
  type OptionValues,
  type Proposal,
  runExperiment,
  type Trial,
} from '../../../adversary/index.ts';
import { Rng } from '../../../sim/core/rng.ts';
import { modeOf, scoreProposal } from '../../toys/landscape.ts';

async function surveyed(options: OptionValues, seed: number, evaluate: (proposal: Proposal) => Trial) {
  const adversary = await createAdversary('surveyor', options, { dimension: 3, seed });
  const { trials } = await runExperiment({
    adversary,
    evaluate: async (proposal) => evaluate(proposal),
    concurrency: 8,
  });
  return { adversary, trials, draws: adversary.distribution().sample(400, 1) };
}

it('leaves a region whose draws fail, and lie as evenly over all failures as these do', async () => {
  const { adversary, trials, draws } = await surveyed({ samples: 200 }, 1, scoreProposal);
  expect(trials).toHaveLength(200);
  expect(adversary.remarks).toEqual([]);
  expect((adversary.distribution().save() as { kind: string }).kind).toBe('region');
  const failing = draws.filter((point) => modeOf(point) >= 0);
  expect(failing.length / draws.length).toBeGreaterThan(0.97);
  // The three balls are equal.
  for (const mode of [0, 1, 2]) {
    const share = failing.filter((point) => modeOf(point) === mode).length / failing.length;
    expect(Math.abs(share - 1 / 3)).toBeLessThan(0.12);
  }
  const rng = new Rng(1, 'held out');
  const box = Array.from({ length: 4000 }, () => [0, 1, 2].map(() => rng.range(-1, 1)));
  const heldOut = box.filter((point) => modeOf(point) >= 0);
  expect(coverage(heldOut, failing, defaultRadius(3) / 2).share).toBeGreaterThan(0.98);
});

it('leaves the failures met, and says so, where no map can be sure', async () => {
  // Whether a scene fails hangs on digits that no neighbour tells.
  const chance = (proposal: Proposal): Trial => {
    const draw = new Rng(1, ...proposal.point).float();
    return { ...proposal, score: draw, failed: draw < 0.3 };
  };
  const { adversary, trials, draws } = await surveyed({ samples: 60, drawn: 0.5 }, 1, chance);
  const met = new Set(trials.filter((trial) => trial.failed).map((trial) => String(trial.point)));
  expect(draws.filter((point) => !met.has(String(point)))).toEqual([]);
  for (const remark of adversary.remarks) expect(remark).toMatch(/the failures met are left, not the map/);
});

it('goes on looking evenly where no slope leads to failures, and finds both of two cubes', async () => {
  const within = (point: readonly number[], centre: readonly number[]) =>
    point.every((x, i) => Math.abs(x - (centre[i] as number)) <= 0.25);
  const cubes = [
    [0.6, -0.5, 0.2],
    [-0.7, 0.3, -0.6],
  ];
  const plateau = (proposal: Proposal): Trial => {
    const failed = cubes.some((centre) => within(proposal.point, centre));
    return { ...proposal, score: failed ? 0.2 : 0.9, failed };
  };
  const { trials, draws } = await surveyed({ samples: 200 }, 1, plateau);
  const spread = trials.filter(({ phase }) => phase === 'filling').length;
  expect(spread).toBeGreaterThan(0.7 * 200);
  expect(trials).toHaveLength(200);
  for (const centre of cubes) expect(draws.some((point) => within(point, centre))).toBe(true);
  const failing = draws.filter((point) => cubes.some((centre) => within(point, centre)));
  expect(failing.length / draws.length).toBeGreaterThan(0.95);
});

it('stays well within the failures where scores have noise, as one that failed may pass', async () => {
  const score = (point: readonly number[]) => Math.min(1, Math.hypot(...point) / 1.2);
  const noisy = (proposal: Proposal): Trial => {
    const total = score(proposal.point) + 0.15 * new Rng(1, proposal.id).range(-1, 1);
    return { ...proposal, score: total, failed: total <= 0.5 };
  };
  const { trials, draws } = await surveyed({ samples: 150 }, 1, noisy);
  const met = trials.filter((trial) => trial.failed);
  // Some of the failures met would pass more often than they fail; a draw fails whatever the noise.
  expect(met.some(({ point }) => score(point) > 0.5)).toBe(true);
  expect(draws.filter((point) => score(point) <= 0.35).length / draws.length).toBeGreaterThan(0.9);
  const known = new Set(met.map(({ point }) => String(point)));
  expect(draws.filter((point) => known.has(String(point))).length).toBeLessThan(0.2 * draws.length);
});

it('runs no failure again as a check where scores have no noise, and searches on instead', async () => {
  // A sheet so thin that a map can hardly be sure of anything in it.
  const sheet = (proposal: Proposal): Trial => {
    const [x = 0, y = 0, z = 0] = proposal.point;
    const gap = Math.abs(z - 0.5 * Math.sin(4 * x) * Math.cos(3 * y)) - 0.02;
    return { ...proposal, score: gap <= 0 ? 0.5 + 10 * gap : 0.5 + 0.5 * gap, failed: gap <= 0 };
  };
  const { trials } = await surveyed({ samples: 120, drawn: 0.3 }, 1, sheet);
  expect(trials).toHaveLength(120);
  const once = trials.filter(({ phase }) => phase !== 'again').map(({ point }) => String(point));
  expect(new Set(once).size).toBe(once.length);
  expect(trials.filter(({ phase }) => phase === 'generated').length).toBeLessThan(36);
});

it('spends all it may where nothing fails', async () => {
  const passing = (proposal: Proposal): Trial => ({
    ...proposal,
    score: 0.6 + 0.1 * (proposal.point[0] as number),
    failed: false,
  });
  const { trials, adversary } = await surveyed({ samples: 60 }, 1, passing);
  expect(trials).toHaveLength(60);
  expect(adversary.remarks).toContainEqual(expect.stringMatching(/No scene of 60 failed/));
});
