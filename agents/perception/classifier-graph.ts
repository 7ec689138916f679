import { RECOGNITION_ACTION } from '../../sim/index.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import type { NetGraph } from '../graph/net-graph.ts';
import { weightsByName } from '../graph/weights-by-name.ts';
import type { NamedWeights } from '../tensor/index.ts';
import { architectureOf } from './classifier-net.ts';
import { drawMobileNet } from './draw-mobile-net.ts';
import { type MobileNetPlanOptions, mobileNetPlan } from './mobile-net-plan.ts';

/** What a ClassifierNet with these weights computes of square pictures of any side, as plain data. */
export function classifierGraph(
  options: MobileNetPlanOptions,
  weights: NamedWeights,
  { sidePx }: { readonly sidePx: number },
): NetGraph {
  const weight = weightsByName(weights);
  const builder = new GraphBuilder();
  const images = builder.input('images', [sidePx, sidePx, 3]);
  const x = drawMobileNet(builder, images, mobileNetPlan(options), weight);
  const features = builder.mean('features', x);
  const logits = builder.dense('logits', features, weight('head/weight'), { bias: weight('head/bias') });
  return builder.graph(architectureOf(options), logits, {
    images: `RGB, ${sidePx} x ${sidePx}, levels of 0 to 255 brought to -1 to 1`,
    logits: RECOGNITION_ACTION.names.join(', '),
  });
}
