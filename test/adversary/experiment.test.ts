import { describe, expect, it } from 'vitest';
import { createAdversary, type Proposal, runExperiment, type Trial } from '../../adversary/index.ts';
import { Rng } from '../../sim/core/rng.ts';
import { scoreProposal } from '../toys/landscape.ts';

const OPTIONS = { pool: 60, induced: 10, samples: 8, baseline: 5, iterations: 20, attempts: 1 };
const create = () => createAdversary('bbgan', OPTIONS, { dimension: 3, seed: 11 });

/** Answers after a random number of turns of the event loop, so that evaluations finish out of order. */
function unsteady(seed: number): (proposal: Proposal) => Promise<Trial> {
  const rng = new Rng(seed, 'delays');
  return async (proposal) => {
    const turns = rng.int(6);
    for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
    return scoreProposal(proposal);
  };
}

async function reference(): Promise<readonly Trial[]> {
  return (await runExperiment({ adversary: await create(), evaluate: unsteady(0), concurrency: 1 })).trials;
}

describe('an experiment', () => {
  it('gives the same trials at any concurrency and in whatever order they finish', async () => {
    const expected = await reference();
    expect(expected).toHaveLength(73);
    for (const concurrency of [2, 5, 40]) {
      const { trials, finished } = await runExperiment({
        adversary: await create(),
        evaluate: unsteady(concurrency),
        concurrency,
      });
      expect(trials).toEqual(expected);
      expect(finished).toBe(true);
    }
  });

  it('comes to its end however soon evaluations end, even while it asks', async () => {
    const options = { pool: 12, induced: 5, samples: 4, baseline: 3 };
    for (let seed = 0; seed < 60; seed++) {
      const rng = new Rng(seed, 'microtasks');
      const { trials, finished } = await runExperiment({
        adversary: await createAdversary('gaussian', options, { dimension: 3, seed: 11 }),
        async evaluate(proposal) {
          const turns = rng.int(24);
          for (let turn = 0; turn < turns; turn++) await undefined;
          return scoreProposal(proposal);
        },
        concurrency: 5,
      });
      expect([trials.length, finished]).toEqual([19, true]);
    }
  });

  it('keeps as many evaluations in flight as it may, never more', async () => {
    let flying = 0;
    let most = 0;
    await runExperiment({
      adversary: await createAdversary('random', { samples: 50 }, { dimension: 3, seed: 1 }),
      concurrency: 4,
      evaluate: async (proposal) => {
        flying++;
        most = Math.max(most, flying);
        await new Promise((resolve) => setImmediate(resolve));
        flying--;
        return scoreProposal(proposal);
      },
    });
    expect(most).toBe(4);
  });

  it('writes every new trial down once, and names each phase and the progress', async () => {
    const logged: string[] = [];
    const phases: string[] = [];
    const told: number[] = [];
    await runExperiment({
      adversary: await create(),
      evaluate: unsteady(3),
      concurrency: 6,
      onTrial: async (trial) => {
        logged.push(trial.id);
      },
      onPhase: (phase) => phases.push(phase),
      onProgress: (progress) => told.push(progress.told),
    });
    expect(new Set(logged).size).toBe(73);
    expect(logged).toHaveLength(73);
    expect(phases).toEqual(['pool', 'generated', 'random']);
    expect(told).toEqual(Array.from({ length: 73 }, (_, i) => i + 1));
  });

  it('stops on request, keeps what is done, and goes on from it to the same result', async () => {
    const expected = await reference();
    for (const stopAfter of [1, 30, 60, 64, 70]) {
      const recorded = new Map<string, Trial>();
      const stop = new AbortController();
      const first = await runExperiment({
        adversary: await create(),
        evaluate: unsteady(4),
        concurrency: 3,
        signal: stop.signal,
        onTrial: (trial) => {
          recorded.set(trial.id, trial);
          if (recorded.size === stopAfter) stop.abort();
        },
      });
      expect(first.finished).toBe(false);
      expect(first.trials).toHaveLength(recorded.size);
      expect(recorded.size).toBeLessThan(stopAfter + 3);
      let evaluated = 0;
      const second = await runExperiment({
        adversary: await create(),
        evaluate: async (proposal) => {
          evaluated++;
          return scoreProposal(proposal);
        },
        concurrency: 3,
        recorded,
      });
      expect(second.trials).toEqual(expected);
      expect(evaluated).toBe(73 - recorded.size);
    }
  });

  it('stops while the adversary learns', async () => {
    const stop = new AbortController();
    const adversary = await createAdversary(
      'bbgan',
      { ...OPTIONS, iterations: 1_000_000 },
      { dimension: 3, seed: 1, onProgress: ({ iteration }) => iteration >= 50 && stop.abort() },
    );
    const result = await runExperiment({
      adversary,
      evaluate: unsteady(1),
      concurrency: 3,
      signal: stop.signal,
    });
    adversary.close();
    expect(result).toMatchObject({ finished: false });
    expect(result.trials).toHaveLength(60);
  });

  it('ends with the error of an evaluation, after those in flight are written down', async () => {
    const logged: string[] = [];
    const run = runExperiment({
      adversary: await createAdversary('random', { samples: 20 }, { dimension: 3, seed: 1 }),
      concurrency: 4,
      evaluate: async (proposal) => {
        if (proposal.id === 'random-00005') throw new Error('the worker is gone');
        await new Promise((resolve) => setTimeout(resolve, 5));
        return scoreProposal(proposal);
      },
      onTrial: (trial) => {
        logged.push(trial.id);
      },
    });
    await expect(run).rejects.toThrow('the worker is gone');
    expect(logged).toEqual(expect.arrayContaining(['random-00003', 'random-00004']));
  });

  it('refuses a recorded trial of another run', async () => {
    const [first] = await reference();
    const run = runExperiment({
      adversary: await createAdversary('bbgan', OPTIONS, { dimension: 3, seed: 12 }),
      evaluate: unsteady(1),
      concurrency: 2,
      recorded: new Map([[(first as Trial).id, first as Trial]]),
      matches: (proposal, trial) => proposal.point.every((value, i) => value === trial.point[i]),
    });
    await expect(run).rejects.toThrow(/pool-00000[\s\S]*same seed/);
  });

  it('needs room for one evaluation', async () => {
    const adversary = await create();
    expect(() => runExperiment({ adversary, evaluate: unsteady(1), concurrency: 0 })).toThrow(/1 or more/);
  });
});
