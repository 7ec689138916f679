import { SHAPE_CLASSES } from '../../sim/index.ts';
import {
  type MobileNetPlanOptions,
  type MobileNetStep,
  mobileNetPlan,
  mobileNetWeights,
  namedPlan,
  planNamed,
} from '../perception/mobile-net-plan.ts';
import { type ExpectedWeight, type LayerShapes, layerWeights } from '../tensor/index.ts';

/** The network answers once for each cell of this grid; `stridePx` is a cell's side in the picture. */
export const GRID = { side: 12, cells: 12 * 12, stridePx: 8 } as const;

/** What it says of a cell: objectness, four sides of a box, a number per class. */
export const CELL = { objectness: 0, sides: 1, classes: 5, values: 5 + SHAPE_CLASSES.length } as const;

const KIND = 'detector-v2';

/** Written into weight files: "detector-v2/d3/0.25". */
export function detectorArchitecture(options: MobileNetPlanOptions): string {
  return namedPlan(KIND, options);
}

/** The reverse of `detectorArchitecture`; null for anything else. */
export function detectorPlanOf(architecture: string): MobileNetPlanOptions | null {
  return planNamed(KIND, architecture);
}

/** Steps of the MobileNet whose features the neck joins: 12 x 12, 6 x 6 and 3 x 3 places of a picture of 96 x 96. */
export const JOINED = ['block5/pointwise', 'block11/pointwise', 'block13/pointwise'] as const;

/** Channels of the neck where the MobileNet has its published width. */
const NECK_CHANNELS = 384;

export interface NeckPlan {
  /** From each of the MobileNet's features to the channels of the neck. */
  readonly fine: MobileNetStep;
  readonly coarse: MobileNetStep;
  readonly whole: MobileNetStep;
  /** On 6 x 6 places, where the two coarser ones are joined. */
  readonly seen: MobileNetStep;
  /** On the 12 x 12 cells, where all are. */
  readonly nearby: MobileNetStep;
  readonly cells: MobileNetStep;
}

/** What lies between the MobileNet and what each cell says (Lin et al., Feature pyramid networks, CVPR 2017). */
export function neckPlan(options: MobileNetPlanOptions): NeckPlan {
  const channels = Math.max(1, Math.round(NECK_CHANNELS * options.width));
  const from = new Map(mobileNetPlan(options).map(({ name, outputs }) => [name, outputs]));
  const step = (
    name: string,
    kind: 'conv' | 'depthwise' | 'pointwise',
    inputs = channels,
  ): MobileNetStep => ({
    ...{ name: `neck/${name}`, kind, size: kind === 'pointwise' ? 1 : 3, stride: 1, dilation: 1 },
    ...{ inputs, outputs: channels },
  });
  const [fine, coarse, whole] = JOINED.map((name) => from.get(name));
  return {
    fine: step('fine', 'pointwise', fine),
    coarse: step('coarse', 'pointwise', coarse),
    whole: step('whole', 'pointwise', whole),
    seen: step('seen', 'conv'),
    nearby: step('nearby', 'depthwise'),
    cells: step('cells', 'pointwise'),
  };
}

/** Few cells hold an object: at the start each says so with this probability (Lin et al., ICCV 2017). */
const PRIOR = 0.02;

/** What each cell says, from the neck's features there. */
export function detectorHead(inputs: number): LayerShapes<'head'> {
  const firstBias = Array.from({ length: CELL.values }, () => 0);
  firstBias[CELL.objectness] = -Math.log((1 - PRIOR) / PRIOR);
  return { head: { weight: [inputs, CELL.values], normalStd: 0.1 * Math.sqrt(1 / inputs), firstBias } };
}

/** The name and shape of every weight of a detector, for checking a weights file before it is used. */
export function detectorWeights(options: MobileNetPlanOptions): readonly ExpectedWeight[] {
  const neck = neckPlan(options);
  return [
    ...mobileNetWeights(mobileNetPlan(options)),
    ...mobileNetWeights(Object.values(neck)),
    ...layerWeights(detectorHead(neck.cells.outputs)),
  ];
}
