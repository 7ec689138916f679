import type { Action, Agent, Observation, SensorNeeds } from '../../sim/agent.ts';
import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import { RECOGNITION_ACTION } from '../../sim/index.ts';
import { PictureLooker } from '../pictures/picture-looker.ts';
import { STILL_CAMERA } from '../pictures/still-image.ts';
import {
  architectureIn,
  decodeWeights,
  hashWeights,
  loadTensorflow,
  type Tensorflow,
} from '../tensor/index.ts';
import { softmax } from './class-loss.ts';
import { ClassifierNet, planOf } from './classifier-net.ts';

/**
 * Names what is in a picture with a ClassifierNet of any variant and width, which its weights file tells. Seats
 * have no state. The danger: an answer must not depend on its batch mates (see CilAgent).
 */
export class ClassifierAgent implements Agent {
  readonly name = 'classifier';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: STILL_CAMERA, truth: false };
  readonly gives = RECOGNITION_ACTION.names;
  readonly #net: ClassifierNet;
  readonly #looker: PictureLooker;

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
    this.#net = net;
    this.#looker = new PictureLooker(tf, net, this.name);
    this.version = hashWeights(net.exportWeights());
  }

  reset(): void {}

  act(batch: readonly Observation[]): readonly Action[] {
    return this.#looker.look(batch).map((logits) => softmax([...logits]));
  }

  close(): void {
    this.#net.dispose();
  }
}
