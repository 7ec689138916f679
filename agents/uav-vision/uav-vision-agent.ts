import type { Action, Agent, CameraSpec, Observation, SensorNeeds } from '../../sim/agent.ts';
import { Rng } from '../../sim/core/index.ts';
import { DRONE_CONTROLS } from '../control-names.ts';
import { decodeWeights, hashWeights, loadTensorflow, type Tensorflow } from '../tensor/index.ts';
import { flyTo } from '../uav-pd/follow-line.ts';
import {
  ARCHITECTURE,
  BEARING_SCALE_RAD,
  IMAGE,
  INSTRUMENTS,
  OUTPUTS,
  PilotNet,
  PULL_SCALE_MPS2,
} from './pilot-net.ts';
import { flightStateOf, pictureOf, writeInstruments } from './read-instruments.ts';

/** What the network sees with. */
export const PILOT_CAMERA: CameraSpec = {
  widthPx: IMAGE.widthPx,
  heightPx: IMAGE.heightPx,
  rgb: true,
  depth: false,
  semantic: false,
};

/** Pictures the network sees at once. */
const BATCH = 8;

/**
 * Races by camera and inertial unit: a PilotNet says where uav-pd would be drawn, and uav-pd's controller
 * flies there. Seats have no state. The danger: an answer must not depend on its batch mates. The wasm
 * backend gives a row the same bits in any place of a batch of any size; the native library promises no such
 * thing, so there every batch is filled up to one size.
 */
export class UavVisionAgent implements Agent {
  readonly name = 'uav-vision';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: PILOT_CAMERA, truth: false };
  readonly gives = DRONE_CONTROLS;
  readonly #tf: Tensorflow;
  readonly #net: PilotNet;
  readonly #pixels = new Float32Array(BATCH * IMAGE.values);
  readonly #instruments = new Float32Array(BATCH * INSTRUMENTS);

  /** From the bytes of a weights file. Throws an error of kind `data` if they are not this network's. */
  static async load(file: Uint8Array): Promise<UavVisionAgent> {
    const weights = decodeWeights(file, { architecture: ARCHITECTURE, weights: PilotNet.expectedWeights() });
    const { tf } = await loadTensorflow();
    const net = new PilotNet(tf, new Rng(0, 'uav-vision', 'weights'));
    net.importWeights(weights);
    return new UavVisionAgent(tf, net);
  }

  private constructor(tf: Tensorflow, net: PilotNet) {
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
    const rows = tf.getBackend() === 'wasm' ? batch.length : BATCH;
    this.#pixels.fill(0, batch.length * IMAGE.values, rows * IMAGE.values);
    this.#instruments.fill(0);
    batch.forEach((seen, place) => {
      const picture = pictureOf(seen);
      const to = place * IMAGE.values;
      for (let i = 0; i < IMAGE.values; i++) this.#pixels[to + i] = (picture[i] as number) * (2 / 255) - 1;
      writeInstruments(seen, this.#instruments, place * INSTRUMENTS);
    });
    const values = tf.tidy(() =>
      this.#net
        .goals({
          images: tf.tensor4d(this.#pixels.subarray(0, rows * IMAGE.values), [
            rows,
            IMAGE.heightPx,
            IMAGE.widthPx,
            3,
          ]),
          instruments: tf.tensor2d(this.#instruments.subarray(0, rows * INSTRUMENTS), [rows, INSTRUMENTS]),
        })
        .dataSync(),
    );
    return batch.map((seen, place) => {
      const at = (k: number) => values[place * OUTPUTS + k] as number;
      const pullMps2 = [0, 1, 2].map((k) => PULL_SCALE_MPS2 * at(k));
      return flyTo({ pullMps2, bearingRad: BEARING_SCALE_RAD * at(3) }, flightStateOf(seen));
    });
  }
}
