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
import { openRowNet } from '../graph/open-row-net.ts';
import { askAbout, type RowNet } from '../graph/row-net.ts';
import { architectureWith, type BackboneName, backboneIn } from '../perception/backbone.ts';
import {
  chooseNetEngine,
  decodeWeights,
  type EngineUsed,
  hashWeights,
  loadTensorflow,
  type NamedWeights,
  type NetEngine,
  type Tensor2D,
  type Tensor4D,
} from '../tensor/index.ts';
import { cilGraph } from './cil-graph.ts';
import { ARCHITECTURE, CilNet, cilWeights, IMAGE, SPEED_SCALE_MPS } from './cil-net.ts';
import { normalise } from './picture-noise.ts';

/** What the network sees with. */
export const CIL_CAMERA: CameraSpec = {
  widthPx: IMAGE.widthPx,
  heightPx: IMAGE.heightPx,
  rgb: true,
  depth: false,
  semantic: false,
};

/** Drives from pixels with a CilNet. Seats have no state. */
export class CilAgent implements Agent {
  readonly name = 'cil';
  readonly version: string;
  readonly needs: SensorNeeds = { camera: CIL_CAMERA, truth: false };
  readonly gives = CAR_CONTROLS;
  readonly engine: EngineUsed;
  readonly #net: RowNet;

  /** From the bytes of a weights file. Throws an error of kind `data` if they are not this network's. */
  static async load(file: Uint8Array, engine = chooseNetEngine()): Promise<CilAgent> {
    const backbone = backboneIn(ARCHITECTURE, file);
    const architecture = architectureWith(ARCHITECTURE, backbone);
    const weights = decodeWeights(file, { architecture, weights: cilWeights(backbone) });
    return CilAgent.#open(backbone, weights, engine);
  }

  /** With random weights: drives nowhere in particular. */
  static async untrained(seed = 0, engine = chooseNetEngine()): Promise<CilAgent> {
    const { tf } = await loadTensorflow();
    const net = new CilNet(tf, 'plain', new Rng(seed, 'cil', 'weights'));
    const weights = net.exportWeights();
    net.dispose();
    return CilAgent.#open('plain', weights, engine);
  }

  static async #open(backbone: BackboneName, weights: NamedWeights, engine: NetEngine): Promise<CilAgent> {
    const net = await openRowNet(cilGraph(backbone, weights), engine, (tf) => {
      const net = new CilNet(tf, backbone, new Rng(0, 'cil', 'weights'));
      net.importWeights(weights);
      return {
        net,
        look: ({ images, speeds, commands }) =>
          net.drive({
            images: images as Tensor4D,
            speeds: speeds as Tensor2D,
            commands: commands as Tensor2D,
          }),
      };
    });
    return new CilAgent(net, hashWeights(weights));
  }

  private constructor(net: RowNet, version: string) {
    this.#net = net;
    this.engine = net.engine;
    this.version = version;
  }

  reset(): void {}

  async act(batch: readonly Observation[]): Promise<readonly Action[]> {
    const [pixels, speeds, commands] = ['images', 'speeds', 'commands'].map((name) =>
      this.#net.inputs.get(name),
    ) as [Float32Array, Float32Array, Float32Array];
    const answers = await askAbout(this.#net, batch, (observation, place) => {
      normalise(pictureOf(observation), 0, pixels, place);
      speeds[place] = observation.speedMps / SPEED_SCALE_MPS;
      const at = place * COMMANDS.length;
      commands.fill(0, at, at + COMMANDS.length);
      commands[at + COMMANDS.indexOf(observation.command)] = 1;
    });
    return answers.map(toAction);
  }

  async close(): Promise<void> {
    await this.#net.close();
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
