import { closeSync, openSync, writeSync } from 'node:fs';
import { CompressedImage, FrameTransform, PoseInFrame } from '@foxglove/schemas/jsonschema.js';
import { McapWriter } from '@mcap/core';
import { encode } from 'fast-png';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { ActionSpec, CameraPose, Frame, Mover, StepListener, Task } from '../../sim/index.ts';
import { type Quaternion, quaternionOf, quaternionOfCamera } from './quaternion.ts';

const numbers = (description: string) => ({
  type: 'object',
  title: description,
  additionalProperties: { type: 'number' },
});

/** One topic per kind of message; schemas are JSON Schema, Foxglove's own where there is one. */
const TOPICS = {
  '/tf': { name: 'foxglove.FrameTransform', schema: FrameTransform },
  '/pose': { name: 'foxglove.PoseInFrame', schema: PoseInFrame },
  '/camera/image': { name: 'foxglove.CompressedImage', schema: CompressedImage },
  '/action': { name: 'faultscape.Action', schema: numbers('action by name') },
  '/state': { name: 'faultscape.State', schema: numbers('state by name, in the units of the names') },
  '/score': { name: 'faultscape.Score', schema: numbers('score so far: total and terms') },
} as const;
type Topic = keyof typeof TOPICS;

interface Message {
  readonly topic: Topic;
  readonly timeS: number;
  readonly data: unknown;
}

/**
 * Collects one episode as MCAP messages in simulated time and writes them to a file that
 * Foxglove opens. Frames are encoded at once, because their memory is reused by the next step.
 */
export class McapRecorder {
  readonly #action: ActionSpec;
  readonly #traceNames: readonly string[];
  readonly #controlStepS: number;
  readonly #messages: Message[] = [];

  constructor(task: Task) {
    this.#action = task.action;
    this.#traceNames = task.traceNames;
    this.#controlStepS = task.controlStepS;
  }

  readonly onStep: StepListener = ({ episode, observation, action }) => {
    const beforeS = observation.timeS;
    const afterS = beforeS + this.#controlStepS;
    if (observation.frame !== null) this.#addFrame(observation.frame, beforeS);
    this.#add('/action', beforeS, byName(this.#action.names, action));
    for (const mover of episode.picture().movers) this.#addMover(mover, afterS);
    const camera = episode.cameraPose();
    if (camera !== null) this.#addCamera(camera, afterS);
    const state = new Float64Array(this.#traceNames.length);
    episode.trace(state, 0);
    this.#add('/state', afterS, byName(this.#traceNames, state));
    const { total, terms } = episode.score();
    this.#add('/score', afterS, { total, ...terms });
  };

  /** Writes everything recorded so far. */
  async write(file: string, metadata: Readonly<Record<string, string>>): Promise<void> {
    const output = openOutput(file);
    try {
      const writer = new McapWriter({ writable: output });
      await writer.start({ profile: '', library: 'faultscape' });
      await writer.addMetadata({ name: 'faultscape', metadata: new Map(Object.entries(metadata)) });
      const channels = await registerChannels(writer, new Set(this.#messages.map(({ topic }) => topic)));
      const encoder = new TextEncoder();
      for (const [sequence, { topic, timeS, data }] of this.#messages.entries()) {
        const logTime = nanoseconds(timeS);
        await writer.addMessage({
          channelId: channels.get(topic) as number,
          sequence,
          logTime,
          publishTime: logTime,
          data: encoder.encode(JSON.stringify(data)),
        });
      }
      await writer.end();
    } finally {
      output.close();
    }
  }

  #add(topic: Topic, timeS: number, data: unknown): void {
    this.#messages.push({ topic, timeS, data });
  }

  #addFrame({ rgb, widthPx, heightPx }: Frame, timeS: number): void {
    if (rgb === null) return;
    const png = encode({ width: widthPx, height: heightPx, data: rgb, channels: 3, depth: 8 });
    this.#add('/camera/image', timeS, {
      timestamp: timestamp(timeS),
      frame_id: 'camera',
      data: Buffer.from(png).toString('base64'),
      format: 'png',
    });
  }

  #addMover({ id, xM, yM, zM, ...angles }: Mover, timeS: number): void {
    this.#addTransform(id, { x: xM, y: yM, z: zM }, quaternionOf(angles), timeS);
    this.#add('/pose', timeS, {
      timestamp: timestamp(timeS),
      frame_id: 'map',
      pose: { position: { x: xM, y: yM, z: zM }, orientation: quaternionOf(angles) },
    });
  }

  #addCamera({ xM, yM, zM, ...angles }: CameraPose, timeS: number): void {
    this.#addTransform('camera', { x: xM, y: yM, z: zM }, quaternionOfCamera(angles), timeS);
  }

  #addTransform(
    child: string,
    translation: { x: number; y: number; z: number },
    rotation: Quaternion,
    timeS: number,
  ): void {
    this.#add('/tf', timeS, {
      timestamp: timestamp(timeS),
      parent_frame_id: 'map',
      child_frame_id: child,
      translation,
      rotation,
    });
  }
}

async function registerChannels(writer: McapWriter, topics: ReadonlySet<Topic>): Promise<Map<Topic, number>> {
  const ids = new Map<Topic, number>();
  const encoder = new TextEncoder();
  for (const topic of topics) {
    const { name, schema } = TOPICS[topic];
    const schemaId = await writer.registerSchema({
      name,
      encoding: 'jsonschema',
      data: encoder.encode(JSON.stringify(schema)),
    });
    ids.set(
      topic,
      await writer.registerChannel({ schemaId, topic, messageEncoding: 'json', metadata: new Map() }),
    );
  }
  return ids;
}

function openOutput(file: string) {
  let handle: number;
  try {
    handle = openSync(file, 'w');
  } catch (error) {
    throw new FaultscapeError('environment', `The file ${file} cannot be written.`, {
      expected: 'a path that can be written',
      got: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
  let position = 0n;
  return {
    position: () => position,
    async write(bytes: Uint8Array) {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      position += BigInt(bytes.length);
    },
    close: () => closeSync(handle),
  };
}

function byName(names: readonly string[], values: ArrayLike<number>): Record<string, number> {
  return Object.fromEntries(names.map((name, i) => [name, values[i] as number]));
}

function nanoseconds(timeS: number): bigint {
  return BigInt(Math.round(timeS * 1e9));
}

function timestamp(timeS: number): { sec: number; nsec: number } {
  const ns = nanoseconds(timeS);
  return { sec: Number(ns / 1_000_000_000n), nsec: Number(ns % 1_000_000_000n) };
}
