import { closeSync, openSync, writeSync } from 'node:fs';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { StepListener, Task } from '../../sim/index.ts';
import { McapMessages } from './mcap-messages.ts';
import { writeMcap } from './write-mcap.ts';

/** Collects one episode while it runs, the agent's frames included, and writes it to an MCAP file. */
export class McapRecorder {
  readonly #task: Task;
  readonly #messages: McapMessages;

  constructor(task: Task) {
    this.#task = task;
    this.#messages = new McapMessages(task);
  }

  readonly onStep: StepListener = ({ episode, observation, action }) => {
    const beforeS = observation.timeS;
    if (observation.frame !== null) this.#messages.addFrame(observation.frame, beforeS);
    const state = new Float64Array(this.#task.traceNames.length);
    episode.trace(state, 0);
    this.#messages.addStep({
      beforeS,
      action,
      movers: episode.picture().movers,
      camera: episode.cameraPose(),
      state,
      score: episode.score(),
    });
  };

  /** Writes everything recorded so far. */
  async write(file: string, metadata: Readonly<Record<string, string>>): Promise<void> {
    const output = openOutput(file);
    try {
      await writeMcap(output, this.#messages.all, metadata);
    } finally {
      output.close();
    }
  }
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
