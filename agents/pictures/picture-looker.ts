import type { Observation } from '../../sim/agent.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { askAbout, type RowNet } from '../graph/row-net.ts';
import { IMAGE } from './still-image.ts';
import { normalise } from './vary-picture.ts';

/** Shows a net whose one input is `images` the pictures of any number of observations. */
export class PictureLooker {
  readonly #net: RowNet;
  readonly #agent: string;

  /** `agent` is named in errors. */
  constructor(net: RowNet, agent: string) {
    this.#net = net;
    this.#agent = agent;
  }

  /** The net's outputs for each picture. */
  look(observations: readonly Observation[]): Promise<readonly Float32Array[]> {
    const pixels = this.#net.inputs.get('images') as Float32Array;
    return askAbout(this.#net, observations, (observation, place) => {
      normalise(this.#pictureOf(observation), 0, pixels, place);
    });
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
