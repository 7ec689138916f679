import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Value } from '../graph/net-graph.ts';
import type { NamedWeight } from '../tensor/index.ts';
import { EPSILON, type MobileNetStep } from './mobile-net-plan.ts';

/** Writes down what a MobileNet with these weights computes of `images`, [height, width, 3], to its last features. */
export function drawMobileNet(
  builder: GraphBuilder,
  images: Value,
  plan: readonly MobileNetStep[],
  weight: (name: string) => NamedWeight,
): Value {
  let x = images;
  for (const { name, kind, size, stride, dilation } of plan) {
    if (kind === 'max-pool') {
      x = builder.maxPool(name, x, { size, stride });
      continue;
    }
    const depthwise = kind === 'depthwise';
    x = builder.conv(`${name}/convolution`, x, weight(`${name}/filter`), { depthwise, stride, dilation });
    const statistics = {
      gamma: weight(`${name}/gamma`),
      beta: weight(`${name}/beta`),
      mean: weight(`${name}/mean`),
      variance: weight(`${name}/variance`),
      epsilon: EPSILON,
    };
    x = builder.normalise(name, x, statistics, { relu: true });
  }
  return x;
}
