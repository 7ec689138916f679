import type { Action, Agent, Observation, SensorNeeds } from '../../sim/agent.ts';
import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import { RECOGNITION_ACTION } from '../../sim/index.ts';
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
import { softmax } from './class-loss.ts';
import { classifierGraph } from './classifier-graph.ts';
import { ClassifierNet, classifierWeights, planOf } from './classifier-net.ts';

/**
 * Names what is in a picture with a ClassifierNet of any variant and width, which its weights file tells. Seats
 * have no state.
 */
export class ClassifierAgent implements Agent {
  readonly name = 'classifier';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: STILL_CAMERA, truth: false };
  readonly gives = RECOGNITION_ACTION.names;
  readonly engine: EngineUsed;
  readonly #net: RowNet;
  readonly #looker: PictureLooker;

  /** From the bytes of a weights file. Throws an error of kind `data` if they are not a classifier's. */
  static async load(file: Uint8Array, engine = chooseNetEngine()): Promise<ClassifierAgent> {
    const architecture = architectureIn(file);
    const plan = planOf(architecture);
    if (plan === null) {
      throw new FaultscapeError('data', 'These weights belong to another network.', {
        expected: 'a classifier, e.g. classifier-v1/d2/0.25',
        got: architecture,
        hint: 'faultscape train classifier makes one',
      });
    }
    const weights = decodeWeights(file, { architecture, weights: classifierWeights(plan) });
    const graph = classifierGraph(plan, weights, { sidePx: IMAGE.sidePx });
    const net = await openRowNet(graph, engine, (tf) => {
      const net = new ClassifierNet(tf, plan, new Rng(0, 'classifier', 'weights'));
      net.importWeights(weights);
      return { net, look: ({ images }) => net.look(images as Tensor4D, false) };
    });
    return new ClassifierAgent(net, hashWeights(weights));
  }

  private constructor(net: RowNet, version: string) {
    this.#net = net;
    this.#looker = new PictureLooker(net, this.name);
    this.engine = net.engine;
    this.version = version;
  }

  reset(): void {}

  async act(batch: readonly Observation[]): Promise<readonly Action[]> {
    return (await this.#looker.look(batch)).map((logits) => softmax([...logits]));
  }

  async close(): Promise<void> {
    await this.#net.close();
  }
}
