import { encode } from 'fast-png';
import type { CameraPose, Frame, Mover, Score, Task } from '../../sim/index.ts';
import type { Topic } from './mcap-topics.ts';
import { type Quaternion, quaternionOf, quaternionOfCamera } from './quaternion.ts';

export interface McapMessage {
  readonly topic: Topic;
  /** Simulated time. */
  readonly timeS: number;
  readonly data: unknown;
}

/** One control step: what was done, and how the world was after it. */
export interface McapStep {
  readonly beforeS: number;
  readonly action: ArrayLike<number>;
  readonly movers: readonly Mover[];
  readonly camera: CameraPose | null;
  readonly state: ArrayLike<number>;
  /** So far; null where it cannot be told. */
  readonly score: Pick<Score, 'total' | 'terms'> | null;
}

/** An episode as messages in simulated time, from wherever its steps come: a simulation or a log. */
export class McapMessages {
  readonly all: McapMessage[] = [];
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
  }

  addStep({ beforeS, action, movers, camera, state, score }: McapStep): void {
    const afterS = beforeS + this.#task.controlStepS;
    this.#add('/action', beforeS, byName(this.#task.action.names, action));
    for (const mover of movers) this.#addMover(mover, afterS);
    if (camera !== null) this.#addCamera(camera, afterS);
    this.#add('/state', afterS, byName(this.#task.traceNames, state));
    if (score !== null) this.#add('/score', afterS, { total: score.total, ...score.terms });
  }

  /** Encodes at once, because a frame's memory is reused by the next step. */
  addFrame({ rgb, widthPx, heightPx }: Frame, timeS: number): void {
    if (rgb === null) return;
    const png = encode({ width: widthPx, height: heightPx, data: rgb, channels: 3, depth: 8 });
    this.#add('/camera/image', timeS, {
      timestamp: timestamp(timeS),
      frame_id: 'camera',
      data: Buffer.from(png).toString('base64'),
      format: 'png',
    });
  }

  #add(topic: Topic, timeS: number, data: unknown): void {
    this.all.push({ topic, timeS, data });
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

function byName(names: readonly string[], values: ArrayLike<number>): Record<string, number> {
  return Object.fromEntries(names.map((name, i) => [name, values[i] as number]));
}

export function nanoseconds(timeS: number): bigint {
  return BigInt(Math.round(timeS * 1e9));
}

function timestamp(timeS: number): { sec: number; nsec: number } {
  const ns = nanoseconds(timeS);
  return { sec: Number(ns / 1_000_000_000n), nsec: Number(ns % 1_000_000_000n) };
}
