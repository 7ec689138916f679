import { RECOGNITION_ACTION } from '../../sim/index.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import type { NetGraph } from '../graph/net-graph.ts';
import { weightsByName } from '../graph/weights-by-name.ts';
import type { NamedWeights } from '../tensor/index.ts';
import { architectureOf } from './classifier-net.ts';
import { EPSILON, type MobileNetPlanOptions, mobileNetPlan } from './mobile-net-plan.ts';

/** What a ClassifierNet with these weights computes of square pictures of any side, as plain data. */
export function classifierGraph(
  options: MobileNetPlanOptions,
  weights: NamedWeights,
  { sidePx }: { readonly sidePx: number },
): NetGraph {
  const weight = weightsByName(weights);
  const builder = new GraphBuilder();
  let x = builder.input('images', [sidePx, sidePx, 3]);
  for (const { name, kind, size, stride, dilation } of mobileNetPlan(options)) {
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
  const features = builder.mean('features', x);
  const logits = builder.dense('logits', features, weight('head/weight'), { bias: weight('head/bias') });
  return builder.graph(architectureOf(options), logits, {
    images: `RGB, ${sidePx} x ${sidePx}, levels of 0 to 255 brought to -1 to 1`,
    logits: RECOGNITION_ACTION.names.join(', '),
  });
}
