import { GraphBuilder } from '../graph/graph-builder.ts';
import type { NetGraph } from '../graph/net-graph.ts';
import { weightsByName } from '../graph/weights-by-name.ts';
import { architectureWith, type BackboneName, backboneKind } from '../perception/backbone.ts';
import type { NamedWeights } from '../tensor/index.ts';
import { ARCHITECTURE, BEARING_SCALE_RAD, IMAGE, INSTRUMENTS, PULL_SCALE_MPS2 } from './pilot-net.ts';

/** What PilotNet.goals computes with these weights, as plain data. */
export function pilotGraph(backbone: BackboneName, weights: NamedWeights): NetGraph {
  const weight = weightsByName(weights);
  const builder = new GraphBuilder();
  const parts = (layer: string) => [weight(`${layer}/weight`), weight(`${layer}/bias`)] as const;
  const images = builder.input('images', [IMAGE.heightPx, IMAGE.widthPx, 3]);
  const instruments = builder.input('instruments', [INSTRUMENTS]);
  const seen = backboneKind(backbone).draw(builder, images, weight);
  const [state, stateBias] = parts('state');
  const felt = builder.dense('state', instruments, state, { bias: stateBias, relu: true });
  const [join, joinBias] = parts('join');
  const joined = builder.dense('join', builder.concat('both', seen, felt), join, {
    bias: joinBias,
    relu: true,
  });
  const [goal, goalBias] = parts('goal');
  return builder.graph(
    architectureWith(ARCHITECTURE, backbone),
    builder.dense('goal', joined, goal, { bias: goalBias }),
    {
      images: `RGB, height ${IMAGE.heightPx}, width ${IMAGE.widthPx}, levels of 0 to 255 brought to -1 to 1`,
      instruments: 'velocity ahead, left, up (8 m/s), roll, pitch (rad), turn rates (2 rad/s)',
      goal: `pull ahead, left, up (${PULL_SCALE_MPS2} m/s2) and bearing (${BEARING_SCALE_RAD} rad)`,
    },
  );
}
