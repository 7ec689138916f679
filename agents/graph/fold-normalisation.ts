import type { NamedWeight } from '../tensor/index.ts';
import type { NetGraph, NetStep, StepOf } from './net-graph.ts';

/**
 * The same net with every normalisation worked into the convolution before it: fewer steps, answers that differ by
 * rounding. Folded in double precision.
 */
export function foldNormalisation(graph: NetGraph): NetGraph {
  const steps: NetStep[] = [];
  for (const step of graph.steps) {
    const before = steps.at(-1);
    if (step.op === 'normalise' && before?.op === 'conv' && before.name === step.inputs[0].name) {
      steps[steps.length - 1] = folded(before, step);
    } else {
      steps.push(step);
    }
  }
  return { ...graph, steps };
}

function folded(conv: StepOf<'conv'>, { name, statistics, relu }: StepOf<'normalise'>): NetStep {
  const { gamma, beta, mean, variance, epsilon } = statistics;
  const at = ({ values }: NamedWeight, k: number) => values[k] as number;
  const channels = gamma.values.length;
  const scales = Array.from(
    { length: channels },
    (_, k) => at(gamma, k) / Math.sqrt(at(variance, k) + epsilon),
  );
  // The last index of a filter [.., outputs] or [.., channels, 1] runs over the output's channels.
  const filter = conv.filter.values.map((value, i) => value * (scales[i % channels] as number));
  const bias = Float32Array.from(scales, (scale, k) => {
    const own = conv.bias === null ? 0 : at(conv.bias, k);
    return at(beta, k) + scale * (own - at(mean, k));
  });
  return {
    ...conv,
    name,
    filter: { ...conv.filter, values: filter },
    bias: { name: `${conv.name}/bias`, shape: [channels], values: bias },
    relu,
  };
}
