import type { Action, Agent, CameraSpec, Observation, SensorNeeds } from '../../sim/agent.ts';
import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import { BOX_COUNT, boxesToAction, DETECTION_ACTION } from '../../sim/index.ts';
import { IMAGE } from '../pictures/still-image.ts';
import { normalise } from '../pictures/vary-picture.ts';
import { decodeWeights, hashWeights, loadTensorflow, type Tensorflow } from '../tensor/index.ts';
import { ARCHITECTURE, CELL, DetectorNet, GRID } from './detector-net.ts';
import { readCells } from './read-cells.ts';

/** What the network sees with. */
export const DETECTOR_CAMERA: CameraSpec = {
  widthPx: IMAGE.sidePx,
  heightPx: IMAGE.sidePx,
  rgb: true,
  depth: false,
  semantic: false,
};

/** Boxes less sure than this are not answered: the task would not keep them. */
const LEAST_OBJECTNESS = 0.05;

/** Pictures the network sees at once. */
const BATCH = 8;

/**
 * Finds things in pictures with a DetectorNet. A box's objectness is the chance that there is a thing times
 * the chance of its likeliest class, so a thing seen but not recognised scores low too. Boxes that overlap are
 * all answered, the surest twenty: the task suppresses. Seats have no state. The danger: an answer must
 * not depend on its batch mates (see CilAgent, which does the same about it).
 */
export class DetectorAgent implements Agent {
  readonly name = 'detector';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: DETECTOR_CAMERA, truth: false };
  readonly gives = DETECTION_ACTION.names;
  readonly #tf: Tensorflow;
  readonly #net: DetectorNet;
  readonly #pixels = new Float32Array(BATCH * IMAGE.values);

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
    this.#tf = tf;
    this.#net = net;
    this.version = hashWeights(net.exportWeights());
  }

  reset(): void {}

  act(batch: readonly Observation[]): readonly Action[] {
    const actions: Action[] = [];
    for (let start = 0; start < batch.length; start += BATCH) {
      actions.push(...this.#actOn(batch.slice(start, start + BATCH)));
    }
    return actions;
  }

  close(): void {
    this.#net.dispose();
  }

  #actOn(batch: readonly Observation[]): Action[] {
    const tf = this.#tf;
    // The native library gives a row other bits in a batch of another size.
    const rows = tf.getBackend() === 'wasm' ? batch.length : BATCH;
    this.#pixels.fill(0, batch.length * IMAGE.values, rows * IMAGE.values);
    batch.forEach((observation, place) => {
      normalise(pictureOf(observation), 0, this.#pixels, place);
    });
    let outputs: Float32Array = this.#pixels;
    // Nothing is returned: `tidy` would search every number of it for tensors.
    tf.tidy(() => {
      const pixels = this.#pixels.subarray(0, rows * IMAGE.values);
      const seen = this.#net.look(tf.tensor4d(pixels, [rows, IMAGE.sidePx, IMAGE.sidePx, 3]));
      outputs = seen.dataSync() as Float32Array;
    });
    const size = GRID.cells * CELL.values;
    return batch.map((_, place) => toAction(outputs.subarray(place * size, (place + 1) * size)));
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

function pictureOf({ frame, seat }: Observation): Uint8Array {
  const rgb = frame?.rgb;
  if (rgb?.length === IMAGE.values && frame?.widthPx === IMAGE.sidePx) return rgb;
  throw new FaultscapeError('agent', `Agent detector got no fitting picture in seat ${seat}.`, {
    expected: `RGB, ${IMAGE.sidePx} x ${IMAGE.sidePx}`,
    got: frame === null ? 'no frame' : `${frame.widthPx} x ${frame.heightPx}, ${rgb?.length ?? 0} values`,
  });
}
