import { GraphBuilder } from '../graph/graph-builder.ts';
import type { NetGraph } from '../graph/net-graph.ts';
import { weightsByName } from '../graph/weights-by-name.ts';
import type { NamedWeights } from '../tensor/index.ts';
import { ARCHITECTURE, BEARING_SCALE_RAD, IMAGE, INSTRUMENTS, PULL_SCALE_MPS2, STRIDE } from './pilot-net.ts';

/** What PilotNet.goals computes with these weights, as plain data. */
export function pilotGraph(weights: NamedWeights): NetGraph {
  const weight = weightsByName(weights);
  const builder = new GraphBuilder();
  const parts = (layer: string) => [weight(`${layer}/weight`), weight(`${layer}/bias`)] as const;
  const images = builder.input('images', [IMAGE.heightPx, IMAGE.widthPx, 3]);
  const instruments = builder.input('instruments', [INSTRUMENTS]);
  let x = images;
  for (const layer of ['conv1', 'conv2', 'conv3', 'conv4']) {
    const [filter, bias] = parts(layer);
    x = builder.conv(layer, x, filter, { bias, stride: STRIDE, relu: true });
  }
  const pixels = x.shape.reduce((product, length) => product * length, 1);
  const [image, imageBias] = parts('image');
  const seen = builder.dense('image', builder.reshape('flat', x, [pixels]), image, {
    bias: imageBias,
    relu: true,
  });
  const [state, stateBias] = parts('state');
  const felt = builder.dense('state', instruments, state, { bias: stateBias, relu: true });
  const [join, joinBias] = parts('join');
  const joined = builder.dense('join', builder.concat('both', seen, felt), join, {
    bias: joinBias,
    relu: true,
  });
  const [goal, goalBias] = parts('goal');
  return builder.graph(ARCHITECTURE, builder.dense('goal', joined, goal, { bias: goalBias }), {
    images: `RGB, height ${IMAGE.heightPx}, width ${IMAGE.widthPx}, levels of 0 to 255 brought to -1 to 1`,
    instruments: 'velocity ahead, left, up (8 m/s), roll, pitch (rad), turn rates (2 rad/s)',
    goal: `pull ahead, left, up (${PULL_SCALE_MPS2} m/s2) and bearing (${BEARING_SCALE_RAD} rad)`,
  });
}
