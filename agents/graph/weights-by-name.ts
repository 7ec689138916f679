import type { NamedWeight, NamedWeights } from '../tensor/index.ts';

/** Finds weights by their names; one that is not there is a fault of the caller. */
export function weightsByName(weights: NamedWeights): (name: string) => NamedWeight {
  const known = new Map(weights.map((weight) => [weight.name, weight]));
  return (name) => {
    const weight = known.get(name);
    if (weight === undefined) throw new RangeError(`weight ${name} is missing`);
    return weight;
  };
}
