import type { Action, Agent, CameraSpec, Observation, SensorNeeds } from '../../sim/agent.ts';
import { Rng } from '../../sim/core/index.ts';
import { DRONE_CONTROLS } from '../control-names.ts';
import { openRowNet } from '../graph/open-row-net.ts';
import { askAbout, type RowNet } from '../graph/row-net.ts';
import { architectureWith, backboneIn } from '../perception/backbone.ts';
import {
  chooseNetEngine,
  decodeWeights,
  type EngineUsed,
  hashWeights,
  type Tensor2D,
  type Tensor4D,
} from '../tensor/index.ts';
import { flyTo } from '../uav-pd/follow-line.ts';
import { pilotGraph } from './pilot-graph.ts';
import {
  ARCHITECTURE,
  BEARING_SCALE_RAD,
  IMAGE,
  INSTRUMENTS,
  PilotNet,
  PULL_SCALE_MPS2,
  pilotWeights,
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

/**
 * Races by camera and inertial unit: a PilotNet says where uav-pd would be drawn, and uav-pd's controller
 * flies there. Seats have no state.
 */
export class UavVisionAgent implements Agent {
  readonly name = 'uav-vision';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: PILOT_CAMERA, truth: false };
  readonly gives = DRONE_CONTROLS;
  readonly engine: EngineUsed;
  readonly #net: RowNet;

  /** From the bytes of a weights file. Throws an error of kind `data` if they are not this network's. */
  static async load(file: Uint8Array, engine = chooseNetEngine()): Promise<UavVisionAgent> {
    const backbone = backboneIn(ARCHITECTURE, file);
    const architecture = architectureWith(ARCHITECTURE, backbone);
    const weights = decodeWeights(file, { architecture, weights: pilotWeights(backbone) });
    const net = await openRowNet(pilotGraph(backbone, weights), engine, (tf) => {
      const net = new PilotNet(tf, backbone, new Rng(0, 'uav-vision', 'weights'));
      net.importWeights(weights);
      return {
        net,
        look: ({ images, instruments }) =>
          net.goals({ images: images as Tensor4D, instruments: instruments as Tensor2D }),
      };
    });
    return new UavVisionAgent(net, hashWeights(weights));
  }

  private constructor(net: RowNet, version: string) {
    this.#net = net;
    this.engine = net.engine;
    this.version = version;
  }

  reset(): void {}

  async act(batch: readonly Observation[]): Promise<readonly Action[]> {
    const [pixels, instruments] = ['images', 'instruments'].map((name) => this.#net.inputs.get(name)) as [
      Float32Array,
      Float32Array,
    ];
    const goals = await askAbout(this.#net, batch, (seen, place) => {
      const picture = pictureOf(seen);
      const to = place * IMAGE.values;
      for (let i = 0; i < IMAGE.values; i++) pixels[to + i] = (picture[i] as number) * (2 / 255) - 1;
      writeInstruments(seen, instruments, place * INSTRUMENTS);
    });
    return batch.map((seen, place) => {
      const [ahead, left, up, bearing] = goals[place] as unknown as [number, number, number, number];
      const pullMps2 = [ahead, left, up].map((pull) => PULL_SCALE_MPS2 * pull);
      return flyTo({ pullMps2, bearingRad: BEARING_SCALE_RAD * bearing }, flightStateOf(seen));
    });
  }

  async close(): Promise<void> {
    await this.#net.close();
  }
}
