import { expect, it } from 'vitest';
import {
  type Adversary,
  type AdversaryContext,
  adversaryKind,
  createAdversary,
  createSpending,
  loadDistribution,
  type OptionValues,
  type Proposal,
  runExperiment,
  spendingOf,
} from '../../adversary/index.ts';
import { Rng } from '../../sim/core/rng.ts';
import type { Point } from '../../sim/space/index.ts';
import { scoreProposal } from '../toys/landscape.ts';

/** What every adversary promises, whatever its method. `options` should make it quick. */
export function adversaryContract(name: string, options: OptionValues): void {
  const create = (seed: number, context: Partial<AdversaryContext> = {}) =>
    createAdversary(name, options, { dimension: 3, seed, ...context });

  /** Runs it to its end, telling each round of answers in the order that `arrange` makes. */
  async function play(
    adversary: Adversary,
    askFor: number,
    arrange: (round: Proposal[]) => Proposal[] = (round) => round,
  ): Promise<Proposal[]> {
    const all: Proposal[] = [];
    while (!adversary.done) {
      const round: Proposal[] = [];
      for (;;) {
        const proposals = await adversary.ask(askFor);
        expect(proposals.length).toBeLessThanOrEqual(askFor);
        if (proposals.length === 0) break;
        round.push(...proposals);
      }
      expect(round.length).toBeGreaterThan(0);
      all.push(...round);
      for (const proposal of arrange(round)) adversary.tell([scoreProposal(proposal)]);
    }
    return all;
  }

  it('proposes exactly its budget, each with an id of its own and a point in the box', async () => {
    const adversary = await create(1);
    const proposals = await play(adversary, 7);
    expect(proposals).toHaveLength(adversary.budget);
    expect(new Set(proposals.map((p) => p.id)).size).toBe(adversary.budget);
    for (const { point } of proposals) {
      expect(point).toHaveLength(3);
      for (const value of point) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    }
    expect(await adversary.ask(5)).toEqual([]);
    adversary.close();
  });

  it('proposes the same for the same seed, however many are asked for and in whatever order told', async () => {
    const plain = await play(await create(2), 1000);
    const shuffled = await play(await create(2), 3, (round) => new Rng(9, 'order').shuffle(round));
    expect(shuffled).toEqual(plain);
  });

  it('proposes something else for another seed', async () => {
    const [a, b] = await Promise.all([create(3), create(4)]);
    expect((await a.ask(1))[0]?.point).not.toEqual((await b.ask(1))[0]?.point);
  });

  it('asks nothing while every proposal it could make is out', async () => {
    const adversary = await create(5);
    while ((await adversary.ask(50)).length > 0);
    expect(await adversary.ask(50)).toEqual([]);
    expect(adversary.done).toBe(false);
  });

  it('says what is missing when the distribution is asked for too early', async () => {
    const adversary = await create(6);
    expect(() => adversary.distribution()).toThrow(/expected: \d+ trials told/);
  });

  it('refuses a trial it never proposed and a score that is not a number', async () => {
    const adversary = await create(7);
    const [proposal] = (await adversary.ask(1)) as [Proposal];
    const trial = scoreProposal(proposal);
    expect(() => adversary.tell([{ ...trial, id: 'nobody-00000' }])).toThrow(/never proposed/);
    expect(() => adversary.tell([{ ...trial, score: Number.NaN }])).toThrow(/not a number/);
  });

  it('learns a distribution that draws points in the box and survives being saved', async () => {
    const adversary = await create(8, { binsPerAxis: [null, 6, null] });
    await runExperiment({ adversary, evaluate: async (p) => scoreProposal(p), concurrency: 8 });
    const distribution = adversary.distribution();
    const points = distribution.sample(200, 1);
    expect(points).toHaveLength(200);
    for (const point of points) {
      expect(point).toHaveLength(3);
      for (const value of point) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    }
    const loaded = loadDistribution(JSON.parse(JSON.stringify(distribution.save())));
    expect(loaded.sample(200, 1)).toEqual(points);
    expect(loaded.sample(5, 1)).toEqual(points.slice(0, 5));
    expect(loaded.sample(5, 2)).not.toEqual(points.slice(0, 5));
  });

  it('goes on from recorded trials to the same proposals and the same distribution', async () => {
    const whole = await runExperiment({
      adversary: await create(10),
      evaluate: async (p) => scoreProposal(p),
      concurrency: 1,
    });
    const half = whole.trials.slice(0, Math.ceil(whole.trials.length / 2));
    const again = await create(10);
    const resumed = await runExperiment({
      adversary: again,
      evaluate: async (p) => scoreProposal(p),
      concurrency: 7,
      recorded: new Map(half.map((trial) => [trial.id, trial])),
      matches: (proposal, trial) => proposal.point.every((x, i) => x === trial.point[i]),
    });
    expect(resumed.trials).toEqual(whole.trials);
    const first = await create(10);
    await play(first, 1000);
    expect(again.distribution().save()).toEqual(first.distribution().save());
  });

  it.each([
    ['one axis', 1, [null], (p: readonly number[]) => Math.abs(p[0] as number)],
    ['fifty axes', 50, [...Array(48).fill(null), 2, 5], (p: readonly number[]) => ((p[0] as number) + 1) / 2],
    ['equal scores', 4, [null, null, 3, null], () => 1],
  ])('comes to its end in the box with %s', async (_, dimension, binsPerAxis, score) => {
    const adversary = await create(11, { dimension, binsPerAxis });
    const { trials, finished } = await runExperiment({
      adversary,
      evaluate: async (p) => ({ ...p, score: score(p.point), failed: score(p.point) < 0.3 }),
      concurrency: 4,
    });
    expect(finished).toBe(true);
    expect(trials).toHaveLength(adversary.budget);
    const points = [...trials.map((trial) => trial.point), ...adversary.distribution().sample(50, 1)];
    const inBox = (point: readonly number[]) =>
      point.length === dimension && point.every((x) => Math.abs(x) <= 1);
    expect(points.filter((point) => !inBox(point))).toEqual([]);
  });

  it('takes a trial told twice for one, and refuses one told otherwise', async () => {
    const once = await create(13);
    const twice = await create(13);
    const [proposal] = (await once.ask(1)) as [Proposal];
    await twice.ask(1);
    const trial = scoreProposal(proposal);
    once.tell([trial]);
    twice.tell([trial]);
    twice.tell([trial, trial]);
    expect(() => twice.tell([{ ...trial, score: trial.score + 1 }])).toThrow(/told trial .* twice/);
    expect(() => twice.tell([{ ...trial, failed: !trial.failed }])).toThrow(/told trial .* twice/);
    expect(await play(twice, 50)).toEqual(await play(once, 50));
    expect(twice.distribution().save()).toEqual(once.distribution().save());
    twice.tell([trial]);
    expect(twice.done).toBe(true);
  });

  it.each<
    [string, (point: readonly number[], nth: number) => { score: number; failed: boolean; point?: Point }]
  >([
    ['nothing fails', ([x = 0]) => ({ score: 0.6 + 0.2 * x, failed: false })],
    ['everything fails', ([x = 0]) => ({ score: 0.2 + 0.2 * x, failed: true })],
    ['everything fails alike', () => ({ score: 0, failed: true })],
    ['a single scene fails', (_, nth) => ({ score: nth === 4 ? 0 : 0.9, failed: nth === 4 })],
    [
      'three scenes fail, where more were asked for',
      ([x = 0], nth) => ({ score: nth < 3 ? 0.1 : 0.7 + 0.1 * x, failed: nth < 3 }),
    ],
    ['all scenes are one and the same', () => ({ score: 0.1, failed: true, point: [0.5, 0, -0.5] })],
    ['scores are huge', ([x = 0]) => ({ score: 1e12 * x, failed: x < 0 })],
  ])('comes to its end, and draws in the box, where %s', async (_, answer) => {
    const adversary = await create(14, { binsPerAxis: [null, 3, null] });
    let nth = 0;
    const { trials, finished } = await runExperiment({
      adversary,
      evaluate: async (p) => ({ ...p, ...answer(p.point, nth++) }),
      concurrency: 1,
    });
    expect(finished).toBe(true);
    expect(trials).toHaveLength(adversary.budget);
    for (const point of adversary.distribution().sample(40, 1)) {
      expect(point).toHaveLength(3);
      for (const x of point) expect(Math.abs(x)).toBeLessThanOrEqual(1);
    }
    expect(() => JSON.stringify(adversary.diagnostics())).not.toThrow();
    adversary.close();
  });

  it.each([60, 601])('spends %d episodes in all, neither more nor fewer, if told to', async (episodes) => {
    const context = { dimension: 3, seed: 12 };
    const adversary = await createSpending(adversaryKind(name), episodes, {}, context);
    expect(adversary.budget).toBe(episodes);
    adversary.close();
    const more = { samples: Number(spendingOf(adversaryKind(name), episodes).samples) + 1 };
    await expect(createSpending(adversaryKind(name), episodes, more, context)).rejects.toThrow(/as much as/);
  });

  it('gives remarks and diagnostics that are plain data', async () => {
    const adversary = await create(9);
    await play(adversary, 100);
    expect(JSON.parse(JSON.stringify(adversary.diagnostics()))).toEqual(adversary.diagnostics());
    for (const remark of adversary.remarks) expect(remark).toMatch(/^\S.*\.$/);
  });
}
