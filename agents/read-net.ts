import { FaultscapeError } from '../sim/core/index.ts';
import { cilGraph } from './cil/cil-graph.ts';
import { ARCHITECTURE as CIL, cilWeights } from './cil/cil-net.ts';
import { detectorGraph } from './detector/detector-graph.ts';
import { detectorPlanOf, detectorWeights } from './detector/detector-plan.ts';
import type { NetGraph } from './graph/net-graph.ts';
import { type BackboneName, backboneOf } from './perception/backbone.ts';
import { classifierGraph } from './perception/classifier-graph.ts';
import { classifierWeights, planOf } from './perception/classifier-net.ts';
import { IMAGE } from './pictures/still-image.ts';
import { architectureIn, decodeWeights, type ExpectedWeight, type NamedWeights } from './tensor/index.ts';
import { pilotGraph } from './uav-vision/pilot-graph.ts';
import { ARCHITECTURE as PILOT, pilotWeights } from './uav-vision/pilot-net.ts';

/** A kind of net: how it is laid out, if an architecture is of that kind. */
interface NetKind {
  /** What its weights files say, for errors. */
  readonly example: string;
  /** Null if it takes pictures of one size only. */
  readonly smallestPx: number | null;
  readonly open: (architecture: string) => {
    readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
    readonly graph: (weights: NamedWeights, sidePx: number) => NetGraph;
  } | null;
}

const seeing = (
  net: string,
  weights: (backbone: BackboneName) => readonly ExpectedWeight[],
  graph: (backbone: BackboneName, weights: NamedWeights) => NetGraph,
): NetKind => ({
  example: net,
  smallestPx: null,
  open(architecture) {
    const backbone = backboneOf(net, architecture);
    if (backbone === null) return null;
    return { weights: weights(backbone), graph: (values) => graph(backbone, values) };
  },
});

const KINDS: readonly NetKind[] = [
  {
    example: 'classifier-v1/d2/0.25',
    smallestPx: 32,
    open(architecture) {
      const plan = planOf(architecture);
      if (plan === null) return null;
      const graph = (weights: NamedWeights, sidePx: number) => classifierGraph(plan, weights, { sidePx });
      return { weights: classifierWeights(plan), graph };
    },
  },
  {
    example: 'detector-v2/d3/0.25',
    smallestPx: null,
    open(architecture) {
      const plan = detectorPlanOf(architecture);
      if (plan === null) return null;
      return { weights: detectorWeights(plan), graph: (weights) => detectorGraph(plan, weights) };
    },
  },
  seeing(CIL, cilWeights, cilGraph),
  seeing(PILOT, pilotWeights, pilotGraph),
];

/** Pictures beyond this are no pictures that a camera here takes. */
const LARGEST_PX = 2048;

/**
 * What the net of a weights file computes, as plain data, whichever of ours it is. `sidePx` is for nets that take
 * pictures of any size; they are square.
 */
export function readNet(file: Uint8Array, sidePx: number | null = null): NetGraph {
  const architecture = architectureIn(file);
  for (const { open, smallestPx } of KINDS) {
    const found = open(architecture);
    if (found === null) continue;
    checkSide(architecture, smallestPx, sidePx);
    const weights = decodeWeights(file, { architecture, weights: found.weights });
    return found.graph(weights, sidePx ?? IMAGE.sidePx);
  }
  throw new FaultscapeError('data', 'These weights belong to no net that can be written in another form.', {
    expected: KINDS.map(({ example }) => example).join(', '),
    got: architecture,
  });
}

function checkSide(architecture: string, smallestPx: number | null, sidePx: number | null): void {
  if (sidePx === null) return;
  if (smallestPx === null) {
    throw new FaultscapeError('usage', 'This net takes pictures of one size only.', {
      expected: `no size for ${architecture}`,
      got: `${sidePx} px`,
    });
  }
  if (Number.isInteger(sidePx) && sidePx >= smallestPx && sidePx <= LARGEST_PX) return;
  throw new FaultscapeError('usage', 'The size of the pictures is out of range.', {
    expected: `a whole number of pixels from ${smallestPx} to ${LARGEST_PX}`,
    got: String(sidePx),
  });
}
