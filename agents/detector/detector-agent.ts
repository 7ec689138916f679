import type { Action, Agent, Observation, SensorNeeds } from '../../sim/agent.ts';
import { Rng } from '../../sim/core/index.ts';
import { BOX_COUNT, boxesToAction, DETECTION_ACTION } from '../../sim/index.ts';
import { PictureLooker } from '../pictures/picture-looker.ts';
import { IMAGE, STILL_CAMERA } from '../pictures/still-image.ts';
import { decodeWeights, hashWeights, loadTensorflow, type Tensorflow } from '../tensor/index.ts';
import { ARCHITECTURE, DetectorNet } from './detector-net.ts';
import { readCells } from './read-cells.ts';

/** Boxes less sure than this are not answered: the task would not keep them. */
const LEAST_OBJECTNESS = 0.05;

/**
 * Finds things in pictures with a DetectorNet. A box's objectness is the chance that there is a thing times
 * the chance of its likeliest class, so a thing seen but not recognised scores low too. Boxes that overlap are
 * all answered, the surest twenty: the task suppresses. Seats have no state. The danger: an answer must
 * not depend on its batch mates (see CilAgent, which does the same about it).
 */
export class DetectorAgent implements Agent {
  readonly name = 'detector';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: STILL_CAMERA, truth: false };
  readonly gives = DETECTION_ACTION.names;
  readonly #net: DetectorNet;
  readonly #looker: PictureLooker;

  /** From the bytes of a weights file. Throws an error of kind `data` if they are not this network's. */
  static async load(file: Uint8Array): Promise<DetectorAgent> {
    const weights = decodeWeights(file, {
      architecture: ARCHITECTURE,
      weights: DetectorNet.expectedWeights(),
    });
    const { tf } = await loadTensorflow();
    const net = new DetectorNet(tf, new Rng(0, 'detector', 'weights'));
    net.importWeights(weights);
    return new DetectorAgent(tf, net);
  }

  private constructor(tf: Tensorflow, net: DetectorNet) {
    this.#net = net;
    this.#looker = new PictureLooker(tf, net, this.name);
    this.version = hashWeights(net.exportWeights());
  }

  reset(): void {}

  act(batch: readonly Observation[]): readonly Action[] {
    return this.#looker.look(batch).map(toAction);
  }

  close(): void {
    this.#net.dispose();
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
