import type { Action, Agent, CameraSpec, Observation, SensorNeeds } from '../../sim/agent.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { boxesToAction, DETECTION_ACTION, keepBoxes } from '../../sim/index.ts';
import type { EngineUsed, ReadyNet } from '../tensor/index.ts';
import { type Adapter, classNames, ourClasses } from './adapter.ts';
import { inputShape, pictureWriter } from './picture-tensor.ts';
import { BOX_READERS, type BoxReader, type Reading } from './read-boxes.ts';

/** Boxes less sure than this are not answered: the task would not keep them. */
const LEAST_OBJECTNESS = 0.05;

/**
 * A detector that somebody else trained on photographs, as an agent of the detection tasks. It is shown one
 * picture at a time, so an answer cannot depend on its batch mates. A network tells of one thing in dozens of
 * rows and an answer holds twenty: what the task's own rule would suppress is left out first, which
 * changes no score.
 */
export class CocoAgent implements Agent {
  readonly name = 'coco';
  readonly version: string;
  readonly needs: SensorNeeds;
  readonly gives = DETECTION_ACTION.names;
  readonly engine: EngineUsed;
  readonly #net: ReadyNet;
  readonly #reader: BoxReader;
  readonly #reading: Reading;
  readonly #write: (rgb: Uint8Array, into: Float32Array) => void;
  readonly #camera: CameraSpec;
  readonly #input: Float32Array;

  /** Throws an error of kind `data` if the network's output is not laid out as the adapter says. */
  constructor(adapter: Adapter, net: ReadyNet, version: string) {
    const { widthPx, heightPx, output } = adapter;
    this.version = version;
    this.#camera = { widthPx, heightPx, rgb: true, depth: false, semantic: false };
    this.needs = { camera: this.#camera, truth: false };
    this.engine = net.engine;
    this.#net = net;
    this.#reader = BOX_READERS[output.kind];
    const columns = this.#reader.columns(classNames(adapter).length);
    const { outputShape } = net;
    if (outputShape.length !== 3 || outputShape[0] !== 1 || outputShape[2] !== columns) {
      throw new FaultscapeError('data', `The output of ${adapter.model} is not laid out as ${output.kind}.`, {
        expected: `${this.#reader.layout}; here ${columns} numbers a row`,
        got: `[${outputShape}]`,
        hint: 'name another output or kind in the adapter, or all of the classes of the model',
      });
    }
    const [width, height] = output.unit === 'pixel' ? [widthPx, heightPx] : [1, 1];
    this.#reading = { ours: ourClasses(adapter), width, height, least: LEAST_OBJECTNESS };
    this.#write = pictureWriter(adapter);
    this.#input = new Float32Array(inputShape(adapter).reduce((all, length) => all * length, 1));
  }

  reset(): void {}

  async act(batch: readonly Observation[]): Promise<readonly Action[]> {
    const actions: Action[] = [];
    for (const observation of batch) {
      this.#write(this.#pictureOf(observation), this.#input);
      const output = await this.#net.run(this.#input);
      actions.push(boxesToAction(keepBoxes(this.#reader.read(output, this.#reading))));
    }
    return actions;
  }

  async close(): Promise<void> {
    await this.#net.close();
  }

  #pictureOf({ frame, seat }: Observation): Uint8Array {
    const { widthPx, heightPx } = this.#camera;
    const rgb = frame?.rgb;
    if (rgb?.length === this.#input.length && frame?.widthPx === widthPx) return rgb;
    throw new FaultscapeError('agent', `Agent coco got no fitting picture in seat ${seat}.`, {
      expected: `RGB, ${widthPx} x ${heightPx}`,
      got: frame === null ? 'no frame' : `${frame.widthPx} x ${frame.heightPx}, ${rgb?.length ?? 0} values`,
    });
  }
}
