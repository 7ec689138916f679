import type { Observation } from '../../sim/agent.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Tensorflow } from '../tensor/index.ts';
import type { PictureNet } from './picture-trainer.ts';
import { IMAGE } from './still-image.ts';
import { normalise } from './vary-picture.ts';

/** Pictures the network sees at once. */
const BATCH = 8;

/**
 * Shows a net the pictures of any number of observations. The danger: an answer must not depend on its batch
 * mates (see CilAgent, which does the same about it).
 */
export class PictureLooker {
  readonly #tf: Tensorflow;
  readonly #net: PictureNet;
  readonly #agent: string;
  readonly #pixels = new Float32Array(BATCH * IMAGE.values);

  /** `agent` is named in errors. */
  constructor(tf: Tensorflow, net: PictureNet, agent: string) {
    this.#tf = tf;
    this.#net = net;
    this.#agent = agent;
  }

  /** The net's outputs for each picture; views, to be read before the next look. */
  look(observations: readonly Observation[]): Float32Array[] {
    const outputs: Float32Array[] = [];
    for (let start = 0; start < observations.length; start += BATCH) {
      outputs.push(...this.#lookAt(observations.slice(start, start + BATCH)));
    }
    return outputs;
  }

  #lookAt(batch: readonly Observation[]): Float32Array[] {
    const tf = this.#tf;
    // The native library gives a row other bits in a batch of another size.
    const rows = tf.getBackend() === 'wasm' ? batch.length : BATCH;
    this.#pixels.fill(0, batch.length * IMAGE.values, rows * IMAGE.values);
    batch.forEach((observation, place) => {
      normalise(this.#pictureOf(observation), 0, this.#pixels, place);
    });
    let outputs: Float32Array = this.#pixels;
    // Nothing is returned: `tidy` would search every number of it for tensors.
    tf.tidy(() => {
      const pixels = this.#pixels.subarray(0, rows * IMAGE.values);
      const seen = this.#net.look(tf.tensor4d(pixels, [rows, IMAGE.sidePx, IMAGE.sidePx, 3]), false);
      outputs = seen.dataSync() as Float32Array;
    });
    const size = outputs.length / rows;
    return batch.map((_, place) => outputs.subarray(place * size, (place + 1) * size));
  }

  #pictureOf({ frame, seat }: Observation): Uint8Array {
    const rgb = frame?.rgb;
    if (rgb?.length === IMAGE.values && frame?.widthPx === IMAGE.sidePx) return rgb;
    throw new FaultscapeError('agent', `Agent ${this.#agent} got no fitting picture in seat ${seat}.`, {
      expected: `RGB, ${IMAGE.sidePx} x ${IMAGE.sidePx}`,
      got: frame === null ? 'no frame' : `${frame.widthPx} x ${frame.heightPx}, ${rgb?.length ?? 0} values`,
    });
  }
}
