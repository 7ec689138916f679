import { GraphBuilder } from '../graph/graph-builder.ts';
import type { NetGraph, Value } from '../graph/net-graph.ts';
import { weightsByName } from '../graph/weights-by-name.ts';
import { drawMobileNet } from '../perception/draw-mobile-net.ts';
import {
  type MobileNetPlanOptions,
  type MobileNetStep,
  mobileNetPlan,
} from '../perception/mobile-net-plan.ts';
import { IMAGE } from '../pictures/still-image.ts';
import type { NamedWeights } from '../tensor/index.ts';
import { CELL, detectorArchitecture, GRID, JOINED, neckPlan } from './detector-plan.ts';

/** What a DetectorNet with these weights computes, as plain data; DetectorNet.look has the same steps. */
export function detectorGraph(options: MobileNetPlanOptions, weights: NamedWeights): NetGraph {
  const weight = weightsByName(weights);
  const builder = new GraphBuilder();
  const apply = (step: MobileNetStep, x: Value) => drawMobileNet(builder, x, [step], weight);
  const after = new Map<string, Value>();
  let x = builder.input('images', [IMAGE.sidePx, IMAGE.sidePx, 3]);
  for (const step of mobileNetPlan(options)) {
    x = apply(step, x);
    after.set(step.name, x);
  }
  const [fine, coarse, whole] = JOINED.map((name) => after.get(name)) as [Value, Value, Value];
  const plan = neckPlan(options);
  const coarser = builder.double('neck/whole/doubled', apply(plan.whole, whole));
  const joined = builder.add('neck/joined', apply(plan.coarse, coarse), coarser);
  const seen = builder.add('neck/seen/sum', joined, apply(plan.seen, joined));
  const cells = builder.add(
    'neck/joined-finely',
    apply(plan.fine, fine),
    builder.double('neck/seen/doubled', seen),
  );
  const last = builder.add('neck/cells/sum', cells, apply(plan.cells, apply(plan.nearby, cells)));
  // Every cell's dense layer is a convolution of one place.
  const head = weight('head/weight');
  const filter = { ...head, shape: [1, 1, ...head.shape] };
  const grid = builder.conv('head', last, filter, { bias: weight('head/bias') });
  const rows = builder.reshape('cells', grid, [GRID.cells, CELL.values]);
  return builder.graph(detectorArchitecture(options), rows, {
    images: `RGB, ${IMAGE.sidePx} x ${IMAGE.sidePx}, levels of 0 to 255 brought to -1 to 1`,
    cells:
      'of each cell of a grid, row by row: objectness, four sides, a number per class; read-cells.ts reads them',
  });
}
