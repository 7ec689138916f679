import { describe, expect, it } from 'vitest';
import { adversaryNames, type OptionValues } from '../../adversary/index.ts';
import { adversaryContract } from '../contracts/adversary.contract.ts';

/** Settings that make each adversary quick. A registered adversary without an entry fails below. */
const QUICK: Readonly<Record<string, OptionValues>> = {
  random: { samples: 40 },
  halton: { samples: 200 },
  sobol: { samples: 200 },
  'latin-hypercube': { samples: 200 },
  grid: { samples: 200 },
  'cross-entropy': { samples: 130, population: 30, baseline: 7 },
  'cma-es': { samples: 200, baseline: 7 },
  genetic: { samples: 150, population: 20, baseline: 7 },
  'simulated-annealing': { samples: 200, baseline: 7 },
  'map-elites': { samples: 150, baseline: 7 },
  nsga2: { samples: 150, population: 20, baseline: 7 },
  tpe: { samples: 100, baseline: 7 },
  gaussian: { pool: 120, induced: 20, samples: 12, baseline: 9 },
  gmm: { pool: 120, induced: 20, samples: 12, baseline: 9 },
  gp: { pool: 80, samples: 12, baseline: 9, candidates: 300 },
  svm: { pool: 80, samples: 12, baseline: 9, candidates: 300 },
  bayesian: { pool: 20, searched: 20, induced: 15, samples: 12, baseline: 9, candidates: 60 },
  surveyor: { samples: 60, baseline: 9, batch: 8 },
  wogan: { samples: 60, first: 30, baseline: 9, batch: 10, steps: 2, criticSteps: 2 },
  flow: { samples: 100, population: 30, steps: 10, hidden: 8, baseline: 9 },
  ast: { samples: 100, baseline: 9 },
  bbgan: { pool: 120, induced: 20, samples: 12, boost: 1, baseline: 9, iterations: 30, attempts: 1 },
};

it('covers every registered adversary', () => {
  expect(Object.keys(QUICK).sort()).toEqual([...adversaryNames()].sort());
});

for (const [name, options] of Object.entries(QUICK)) {
  describe(`adversary ${name}`, () => adversaryContract(name, options));
}

describe('adversary bbgan with the paper preset', () => {
  adversaryContract('bbgan', { ...(QUICK.bbgan as OptionValues), preset: 'paper' });
});
