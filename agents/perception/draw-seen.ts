import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Value } from '../graph/net-graph.ts';
import type { NamedWeight } from '../tensor/index.ts';

/** Writes down the last layer of a backbone, `image`, which sees all that is left of the picture. */
export function drawSeen(builder: GraphBuilder, left: Value, weight: (name: string) => NamedWeight): Value {
  const count = left.shape.reduce((product, length) => product * length, 1);
  return builder.dense('image', builder.reshape('flat', left, [count]), weight('image/weight'), {
    bias: weight('image/bias'),
    relu: true,
  });
}
