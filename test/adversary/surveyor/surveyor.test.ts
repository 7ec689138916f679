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
  expect(trials.filter(({ phase }) => phase === 'again').every((trial) => trial.failed)).toBe(true);
});
