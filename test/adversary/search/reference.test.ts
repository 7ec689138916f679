import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { density } from '../../../adversary/density.ts';
import { groupFailures } from '../../../adversary/explain/failure-groups.ts';
import { schwarz, summariseAsMixture } from '../../../adversary/explain/mixture-summary.ts';
import { expectationMaximisation, fitMixture } from '../../../adversary/models/em.ts';
import { Adam } from '../../../adversary/nets/adam.ts';
import { crowding, fronts } from '../../../adversary/search/fronts.ts';
import { parzen } from '../../../adversary/search/parzen.ts';
import { breed } from '../../../adversary/search/variation.ts';
import { Rng } from '../../../sim/core/rng.ts';

type Rows = readonly (readonly number[])[];
interface Reference {
  readonly families: readonly {
    readonly mother: readonly number[];
    readonly father: readonly number[];
    readonly crossoverIndex: number;
    readonly mutationIndex: number;
    /** The uniform numbers that making the children takes, in order. */
    readonly drawn: readonly number[];
    readonly children: Rows;
  }[];
  readonly fronts: readonly { readonly objectives: Rows; readonly fronts: Rows }[];
  readonly crowding: readonly {
    readonly objectives: Rows;
    readonly distances: readonly (number | string)[];
  }[];
  readonly parzen: readonly {
    readonly values: readonly number[];
    readonly at: readonly number[];
    readonly logDensity: readonly number[];
  }[];
  readonly density: { readonly samples: Rows; readonly at: Rows; readonly density: readonly number[] };
  readonly heaps: {
    readonly points: Rows;
    readonly labels: readonly number[];
    readonly silhouette: number;
    /** Schwarz's criterion, by number of components. */
    readonly bic: Readonly<Record<'1' | '3', number>>;
  };
  readonly adam: {
    readonly start: readonly number[];
    readonly gradients: Rows;
    readonly learningRate: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly end: readonly number[];
  };
}
const golden = new URL('../../golden/adversary/search.json', import.meta.url);
const reference = JSON.parse(readFileSync(golden, 'utf8')) as Reference;

/** A stream that gives these numbers, one after the other. */
function scripted(drawn: readonly number[]): { readonly rng: Rng; left(): number } {
  const rest = [...drawn];
  const float = () => {
    const next = rest.shift();
    if (next === undefined) throw new RangeError('more numbers are drawn than the reference has');
    return next;
  };
  return { rng: { float } as unknown as Rng, left: () => rest.length };
}

function expectClose(made: readonly number[], wanted: readonly number[], within: number): void {
  expect(made).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs((made[i] as number) - value)).toBeLessThan(within);
  }
}

describe('the parts of search methods, as other programs have them', () => {
  it.each(reference.families)(
    'crosses and mutates by densities that were integrated (eta $crossoverIndex, $mutationIndex)',
    (family) => {
      const { mother, father, crossoverIndex, mutationIndex, drawn, children } = family;
      const { rng, left } = scripted(drawn);
      const made = breed(mother, father, { crossover: 1, crossoverIndex, mutation: 0.6, mutationIndex }, rng);
      made.forEach((child, i) => {
        expectClose(child, children[i] as readonly number[], 1e-9);
      });
      expect(left()).toBe(0);
    },
  );

  it('peels the fronts of whoever is not dominated, ties among them', () => {
    for (const { objectives, fronts: wanted } of reference.fronts) expect(fronts(objectives)).toEqual(wanted);
  });

  it('measures the gaps of a front', () => {
    for (const { objectives, distances } of reference.crowding) {
      crowding(objectives).forEach((distance, i) => {
        const wanted = Number(distances[i]);
        if (Number.isFinite(wanted)) expect(distance).toBeCloseTo(wanted, 12);
        else expect(distance).toBe(wanted);
      });
    }
  });

  it('has the densities of Parzen estimators, cut at the box, that scipy has', () => {
    for (const { values, at, logDensity } of reference.parzen) {
      const axis = parzen(values);
      expectClose(
        at.map((x) => axis.logDensity(x)),
        logDensity,
        1e-6,
      );
    }
  });

  it('has the kernel density that scipy has', () => {
    const { samples, at, density: wanted } = reference.density;
    expectClose(density(samples, at), wanted, 1e-12);
  });

  it('finds the groups of failures that lie apart, and the silhouette that scikit-learn finds', () => {
    const { points, labels, silhouette } = reference.heaps;
    const failures = points.map((point, i) => ({ id: String(i), point, score: 0, failed: true }));
    const found = groupFailures(failures, { seed: 1 });
    expect(found.silhouette).toBeCloseTo(silhouette, 12);
    const groups = found.groups.map(({ members }) => new Set(members.map(({ id }) => labels[Number(id)])));
    expect(groups).toEqual([new Set([0]), new Set([1]), new Set([2])]);
  });

  it('judges mixtures by the criterion that scikit-learn has, and sums those up as three', () => {
    const { points, labels, bic } = reference.heaps;
    expect(schwarz(points, fitMixture(points, 1, new Rng(1, 'one')))).toBeCloseTo(bic['1'], 6);
    const heaps = summariseAsMixture(points, { seed: 1 });
    expect(heaps.map(({ members }) => new Set(members.map((i) => labels[i])))).toEqual([
      new Set([0]),
      new Set([1]),
      new Set([2]),
    ]);
    [30, 20, 9].forEach((count, k) => {
      expect(heaps[k]?.share).toBeCloseTo(count / 59, 6);
      expect(heaps[k]?.members).toHaveLength(count);
    });
    const shares = labels.map((label) => [0, 1, 2].map((k) => (k === label ? 1 : 0)));
    expect(schwarz(points, expectationMaximisation(points, shares))).toBeCloseTo(bic['3'], 3);
  });

  it('steps as Adam of PyTorch does', () => {
    const { start, gradients, end, ...settings } = reference.adam;
    const values = Float64Array.from(start);
    const adam = new Adam([values], settings);
    for (const gradient of gradients) adam.step([Float64Array.from(gradient)]);
    expectClose([...values], end, 1e-12);
  });
});
