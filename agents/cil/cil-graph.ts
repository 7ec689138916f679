import { COMMANDS } from '../../sim/agent.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import type { NetGraph, Value } from '../graph/net-graph.ts';
import { weightsByName } from '../graph/weights-by-name.ts';
import { architectureWith, type BackboneName, backboneKind } from '../perception/backbone.ts';
import type { NamedWeights } from '../tensor/index.ts';
import { ARCHITECTURE, BRANCH, IMAGE, OUTPUTS, SPEED_SCALE_MPS } from './cil-net.ts';

/** What CilNet.drive computes with these weights, as plain data; the guess of the speed serves training only. */
export function cilGraph(backbone: BackboneName, weights: NamedWeights): NetGraph {
  const weight = weightsByName(weights);
  const builder = new GraphBuilder();
  const parts = (layer: string) => [weight(`${layer}/weight`), weight(`${layer}/bias`)] as const;
  const denseRelu = (layer: string, x: Value) => {
    const [matrix, bias] = parts(layer);
    return builder.dense(layer, x, matrix, { bias, relu: true });
  };
  const images = builder.input('images', [IMAGE.heightPx, IMAGE.widthPx, 3]);
  const speeds = builder.input('speeds', [1]);
  const commands = builder.input('commands', [COMMANDS.length]);
  const seen = backboneKind(backbone).draw(builder, images, weight);
  const speed = denseRelu('speed2', denseRelu('speed1', speeds));
  const joined = denseRelu('join', builder.concat('both', seen, speed));
  const branches = builder.reshape('branches', denseRelu('branch1', joined), [COMMANDS.length, BRANCH]);
  const chosen = builder.multiply(
    'chosen',
    branches,
    builder.reshape('choice', commands, [COMMANDS.length, 1]),
  );
  const [last, biases] = parts('branch2');
  const drives = builder.dense(
    'branch2',
    builder.reshape('chosen-flat', chosen, [COMMANDS.length * BRANCH]),
    last,
    {},
  );
  const controls = builder.add(
    'controls',
    drives,
    builder.dense('branch2/chosen-bias', commands, biases, {}),
  );
  return builder.graph(architectureWith(ARCHITECTURE, backbone), controls, {
    images: `RGB, height ${IMAGE.heightPx}, width ${IMAGE.widthPx}, levels of 0 to 255 brought to -1 to 1`,
    speeds: `in units of ${SPEED_SCALE_MPS} m/s`,
    commands: `1 for the command, 0 for the others: ${COMMANDS.join(', ')}`,
    controls: `${OUTPUTS.join(', ')}, not yet clamped`,
  });
}
