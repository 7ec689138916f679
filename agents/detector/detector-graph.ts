import { GraphBuilder } from '../graph/graph-builder.ts';
import type { NetGraph, Value } from '../graph/net-graph.ts';
import { weightsByName } from '../graph/weights-by-name.ts';
import { IMAGE } from '../pictures/still-image.ts';
import type { NamedWeights } from '../tensor/index.ts';
import { ARCHITECTURE, CELL, GRID } from './detector-net.ts';

/** What a DetectorNet with these weights computes, as plain data; DetectorNet.look has the same steps. */
export function detectorGraph(weights: NamedWeights): NetGraph {
  const weight = weightsByName(weights);
  const builder = new GraphBuilder();
  const conv = (layer: string, x: Value, stride = 1) =>
    builder.conv(layer, x, weight(`${layer}/weight`), { bias: weight(`${layer}/bias`), stride, relu: true });
  const deepened = (layer: string, x: Value) => builder.add(`${layer}/sum`, x, conv(layer, x));
  const images = builder.input('images', [IMAGE.sidePx, IMAGE.sidePx, 3]);
  const fine = conv('conv3', conv('conv2', conv('conv1', images, 2), 2), 2);
  const coarse = deepened('deep1', conv('conv4', fine, 2));
  const whole = deepened('deep2', conv('conv5', coarse, 2));
  const seen = builder.add('seen', coarse, builder.double('up1/doubled', conv('up1', whole)));
  const cells = builder.add('seen-finely', fine, builder.double('join1/doubled', conv('join1', seen)));
  // Every cell's dense layer is a convolution of one place.
  const head = weight('head/weight');
  const filter = { ...head, shape: [1, 1, ...head.shape] };
  const grid = builder.conv('head', deepened('join2', cells), filter, { bias: weight('head/bias') });
  const rows = builder.reshape('cells', grid, [GRID.cells, CELL.values]);
  return builder.graph(ARCHITECTURE, rows, {
    images: `RGB, ${IMAGE.sidePx} x ${IMAGE.sidePx}, levels of 0 to 255 brought to -1 to 1`,
    cells:
      'of each cell of a grid, row by row: objectness, four sides, a number per class; read-cells.ts reads them',
  });
}
