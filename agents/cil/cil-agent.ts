import {
  type Action,
  type Agent,
  type CameraSpec,
  COMMANDS,
  type Observation,
  type SensorNeeds,
} from '../../sim/agent.ts';
import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import { CAR_CONTROLS } from '../control-names.ts';
import { decodeWeights, hashWeights, loadTensorflow, type Tensorflow } from '../tensor/index.ts';
import { ARCHITECTURE, CilNet, IMAGE, OUTPUTS, SPEED_SCALE_MPS } from './cil-net.ts';
import { normalise } from './picture-noise.ts';

/** What the network sees with. */
export const CIL_CAMERA: CameraSpec = {
  widthPx: IMAGE.widthPx,
  heightPx: IMAGE.heightPx,
  rgb: true,
  depth: false,
  semantic: false,
};

/** Pictures the network sees at once. */
const BATCH = 8;

/**
 * Drives from pixels with a CilNet. Seats have no state. The danger: an answer must not depend on its
 * batch mates. The wasm backend gives a row the same bits in any place of a batch of any size (tested);
 * the native library promises no such thing, so there every batch is filled up to one size.
 */
export class CilAgent implements Agent {
  readonly name = 'cil';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: CIL_CAMERA, truth: false };
  readonly gives = CAR_CONTROLS;
  readonly #tf: Tensorflow;
  readonly #net: CilNet;
  readonly #pixels = new Float32Array(BATCH * IMAGE.values);
  readonly #speeds = new Float32Array(BATCH);
  readonly #commands = new Float32Array(BATCH * COMMANDS.length);

  /** From the bytes of a weights file. Throws an error of kind `data` if they are not this network's. */
  static async load(file: Uint8Array): Promise<CilAgent> {
    const weights = decodeWeights(file, { architecture: ARCHITECTURE, weights: CilNet.expectedWeights() });
    const agent = await CilAgent.untrained();
    agent.#net.importWeights(weights);
    return new CilAgent(agent.#tf, agent.#net);
  }

  /** With random weights: drives nowhere in particular. */
  static async untrained(seed = 0): Promise<CilAgent> {
    const { tf } = await loadTensorflow();
    return new CilAgent(tf, new CilNet(tf, new Rng(seed, 'cil', 'weights')));
  }

  private constructor(tf: Tensorflow, net: CilNet) {
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
    const rows = this.#tf.getBackend() === 'wasm' ? batch.length : BATCH;
    this.#pixels.fill(0, batch.length * IMAGE.values, rows * IMAGE.values);
    this.#speeds.fill(0);
    this.#commands.fill(0);
    batch.forEach((observation, place) => {
      normalise(pictureOf(observation), 0, this.#pixels, place);
      this.#speeds[place] = observation.speedMps / SPEED_SCALE_MPS;
      this.#commands[place * COMMANDS.length + COMMANDS.indexOf(observation.command)] = 1;
    });
    const tf = this.#tf;
    const values = tf.tidy(() =>
      this.#net
        .drive({
          images: tf.tensor4d(this.#pixels.subarray(0, rows * IMAGE.values), [
            rows,
            IMAGE.heightPx,
            IMAGE.widthPx,
            3,
          ]),
          speeds: tf.tensor2d(this.#speeds.subarray(0, rows), [rows, 1]),
          commands: tf.tensor2d(this.#commands.subarray(0, rows * COMMANDS.length), [rows, COMMANDS.length]),
        })
        .dataSync(),
    );
    return batch.map((_, place) => toAction(values.subarray(place * OUTPUTS.length) as Float32Array));
  }
}

/** Clamps, and lets gas and brake cancel each other so that only one is pressed. */
function toAction(outputs: Float32Array): Float64Array {
  const [steer, gas, brake] = outputs as unknown as [number, number, number];
  const push = clamp(gas, 0, 1) - clamp(brake, 0, 1);
  return Float64Array.of(clamp(steer, -1, 1), Math.max(0, push), Math.max(0, -push));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function pictureOf({ frame, seat }: Observation): Uint8Array {
  const rgb = frame?.rgb;
  if (rgb?.length === IMAGE.values && frame?.widthPx === IMAGE.widthPx) return rgb;
  throw new FaultscapeError('agent', `Agent cil got no fitting picture in seat ${seat}.`, {
    expected: `RGB, ${IMAGE.widthPx} x ${IMAGE.heightPx}`,
    got: frame === null ? 'no frame' : `${frame.widthPx} x ${frame.heightPx}, ${rgb?.length ?? 0} values`,
  });
}
