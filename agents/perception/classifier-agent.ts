import type { Action, Agent, CameraSpec, Observation, SensorNeeds } from '../../sim/agent.ts';
import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import { RECOGNITION_ACTION } from '../../sim/index.ts';
import { IMAGE } from '../pictures/still-image.ts';
import { normalise } from '../pictures/vary-picture.ts';
import {
  architectureIn,
  decodeWeights,
  hashWeights,
  loadTensorflow,
  type Tensorflow,
} from '../tensor/index.ts';
import { softmax } from './class-loss.ts';
import { ClassifierNet, planOf } from './classifier-net.ts';

const CAMERA: CameraSpec = {
  widthPx: IMAGE.sidePx,
  heightPx: IMAGE.sidePx,
  rgb: true,
  depth: false,
  semantic: false,
};

/** Pictures the network sees at once. */
const BATCH = 8;

/**
 * Names what is in a picture with a ClassifierNet of any variant and width, which its weights file tells. Seats
 * have no state. The danger: an answer must not depend on its batch mates (see CilAgent).
 */
export class ClassifierAgent implements Agent {
  readonly name = 'classifier';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: CAMERA, truth: false };
  readonly gives = RECOGNITION_ACTION.names;
  readonly #tf: Tensorflow;
  readonly #net: ClassifierNet;
  readonly #pixels = new Float32Array(BATCH * IMAGE.values);

  /** From the bytes of a weights file. Throws an error of kind `data` if they are not a classifier's. */
  static async load(file: Uint8Array): Promise<ClassifierAgent> {
    const architecture = architectureIn(file);
    const plan = planOf(architecture);
    if (plan === null) {
      throw new FaultscapeError('data', 'These weights belong to another network.', {
        expected: 'a classifier, e.g. classifier-v1/d2/0.25',
        got: architecture,
        hint: 'faultscape train classifier makes one',
      });
    }
    const { tf } = await loadTensorflow();
    const net = new ClassifierNet(tf, plan, new Rng(0, 'classifier', 'weights'));
    net.importWeights(decodeWeights(file, { architecture, weights: net.expectedWeights() }));
    return new ClassifierAgent(tf, net);
  }

  private constructor(tf: Tensorflow, net: ClassifierNet) {
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
    const logits = tf.tidy(() => {
      const pixels = this.#pixels.subarray(0, rows * IMAGE.values);
      const images = tf.tensor4d(pixels, [rows, IMAGE.sidePx, IMAGE.sidePx, 3]);
      return this.#net.look(images, false).dataSync();
    });
    const classes = this.gives.length;
    return batch.map((_, place) => softmax([...logits.subarray(place * classes, (place + 1) * classes)]));
  }
}

function pictureOf({ frame, seat }: Observation): Uint8Array {
  const rgb = frame?.rgb;
  if (rgb?.length === IMAGE.values && frame?.widthPx === IMAGE.sidePx) return rgb;
  throw new FaultscapeError('agent', `Agent classifier got no fitting picture in seat ${seat}.`, {
    expected: `RGB, ${IMAGE.sidePx} x ${IMAGE.sidePx}`,
    got: frame === null ? 'no frame' : `${frame.widthPx} x ${frame.heightPx}, ${rgb?.length ?? 0} values`,
  });
}
