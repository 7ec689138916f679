import type { Action, Agent, Observation, SensorNeeds } from '../../sim/agent.ts';
import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import { BOX_COUNT, boxesToAction, DETECTION_ACTION } from '../../sim/index.ts';
import { openRowNet } from '../graph/open-row-net.ts';
import type { RowNet } from '../graph/row-net.ts';
import { PictureLooker } from '../pictures/picture-looker.ts';
import { IMAGE, STILL_CAMERA } from '../pictures/still-image.ts';
import {
  architectureIn,
  chooseNetEngine,
  decodeWeights,
  type EngineUsed,
  hashWeights,
  type Tensor4D,
} from '../tensor/index.ts';
import { detectorGraph } from './detector-graph.ts';
import { DetectorNet } from './detector-net.ts';
import { detectorPlanOf, detectorWeights } from './detector-plan.ts';
import { readCells } from './read-cells.ts';

/** Boxes less sure than this are not answered: the task would not keep them. */
const LEAST_OBJECTNESS = 0.05;

/**
 * Finds things in pictures with a DetectorNet of any variant and width, which its weights file tells. A box's objectness is the chance that there is a thing times
 * the chance of its likeliest class, so a thing seen but not recognised scores low too. Boxes that overlap are
 * all answered, the surest twenty: the task suppresses. Seats have no state.
 */
export class DetectorAgent implements Agent {
  readonly name = 'detector';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: STILL_CAMERA, truth: false };
  readonly gives = DETECTION_ACTION.names;
  readonly engine: EngineUsed;
  readonly #net: RowNet;
  readonly #looker: PictureLooker;

  /** From the bytes of a weights file. Throws an error of kind `data` if they are not this network's. */
  static async load(file: Uint8Array, engine = chooseNetEngine()): Promise<DetectorAgent> {
    const architecture = architectureIn(file);
    const plan = detectorPlanOf(architecture);
    if (plan === null) {
      throw new FaultscapeError('data', 'These weights belong to another network.', {
        expected: 'a detector, e.g. detector-v2/d3/0.25',
        got: architecture,
        hint: 'faultscape train detector makes one',
      });
    }
    const weights = decodeWeights(file, { architecture, weights: detectorWeights(plan) });
    const net = await openRowNet(detectorGraph(plan, weights), engine, (tf) => {
      const net = new DetectorNet(tf, plan, new Rng(0, 'detector', 'weights'));
      net.importWeights(weights);
      return { net, look: ({ images }) => net.look(images as Tensor4D, false) };
    });
    return new DetectorAgent(net, hashWeights(weights));
  }

  private constructor(net: RowNet, version: string) {
    this.#net = net;
    this.#looker = new PictureLooker(net, this.name);
    this.engine = net.engine;
    this.version = version;
  }

  reset(): void {}

  async act(batch: readonly Observation[]): Promise<readonly Action[]> {
    return (await this.#looker.look(batch)).map(toAction);
  }

  async close(): Promise<void> {
    await this.#net.close();
  }
}

function toAction(outputs: ArrayLike<number>): Float64Array {
  const found = readCells(outputs, { leastObjectness: LEAST_OBJECTNESS, most: BOX_COUNT });
  return boxesToAction(
    found.map(({ leftPx, topPx, rightPx, bottomPx, objectness, classIndex }) => ({
      left: leftPx / IMAGE.sidePx,
      top: topPx / IMAGE.sidePx,
      right: rightPx / IMAGE.sidePx,
      bottom: bottomPx / IMAGE.sidePx,
      objectness,
      classIndex,
    })),
  );
}
