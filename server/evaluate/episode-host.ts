import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type AgentContext, createAgent, type SeatDesk } from '../../agents/index.ts';
import { tensorflowInUse } from '../../agents/tensor/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import {
  type Agent,
  type CameraSpec,
  createTask,
  type EpisodeJob,
  type EpisodeRecord,
  EpisodeRunner,
  type Renderer,
  type StepListener,
  type Task,
} from '../../sim/index.ts';
import type { GlChoice } from '../../sim/render/headless.ts';
import { PACKAGE_ROOT } from '../config/package-info.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { loadEpisodeParts } from './load-parts.ts';
import { readerOf } from './open-task.ts';
import { readTaskFile } from './task-files.ts';

/** Who runs what, as plain data: a worker builds its live objects from this. */
export interface HostConfig {
  readonly task: string;
  /** The files that the task names, where they were read already; else they are read where they are. */
  readonly files?: readonly TaskFile[];
  readonly agent: string;
  /** Episodes stepped side by side, which the agent sees as one batch. */
  readonly seats: number;
  readonly gl: GlChoice;
  readonly plugins: readonly string[];
}

/** What a host turned out to be made of; equal in all workers of a run, or the run is refused. */
export interface HostAbout {
  readonly agentVersion: string;
  /** Null for an agent without a camera. */
  readonly renderer: string | null;
  /** What runs the agent's net; null for one without. */
  readonly tensor: { readonly backend: string; readonly version: string } | null;
  /** What the agent sees with; null for one without a camera. */
  readonly camera: CameraSpec | null;
}

export interface EpisodeResult extends EpisodeRecord {
  /** From its first step to its last, in milliseconds; seats side by side share this time. */
  readonly wallMs: number;
}

/**
 * A task, an agent and a renderer that live together in one process and run episodes. Its
 * danger: it holds native memory, so it must be closed, and by the thread that opened it.
 */
export class EpisodeHost {
  readonly task: Task;
  readonly about: HostAbout;
  readonly renderer: Renderer | null;
  readonly #agent: Agent;
  readonly #runner: EpisodeRunner;

  private constructor(
    task: Task,
    agent: Agent,
    renderer: Renderer | null,
    seats: number,
    onStep?: StepListener,
  ) {
    this.task = task;
    this.renderer = renderer;
    this.#agent = agent;
    this.#runner = new EpisodeRunner({
      task,
      agent,
      renderer,
      seats,
      ...(onStep === undefined ? {} : { onStep }),
    });
    const tensor = agent.engine ?? tensorflowInUse();
    this.about = {
      agentVersion: agent.version,
      renderer: renderer?.description ?? null,
      tensor: tensor === null ? null : { backend: tensor.backend, version: tensor.version },
      camera: agent.needs.camera,
    };
  }

  /** `desk` is where remote agents sit; `watch` makes a listener to every step of the task. */
  static async open(
    config: HostConfig,
    { desk = null, watch }: { desk?: SeatDesk | null; watch?: (task: Task) => StepListener } = {},
  ): Promise<EpisodeHost> {
    await loadEpisodeParts(config.plugins);
    const task = createTask(config.task, config.files === undefined ? readTaskFile : readerOf(config.files));
    const agent = await createAgent(config.agent, { ...FILE_CONTEXT, desk });
    const renderer = agent.needs.camera === null ? null : await openRenderer(config.gl);
    return new EpisodeHost(task, agent, renderer, config.seats, watch?.(task));
  }

  /** What the agent says computes its answers; null where it says nothing. */
  get engine(): HostAbout['tensor'] {
    const { engine } = this.#agent;
    return engine === undefined ? null : { backend: engine.backend, version: engine.version };
  }

  async run(job: EpisodeJob): Promise<EpisodeResult> {
    const startMs = performance.now();
    const record = await this.#runner.run(job);
    return { ...record, wallMs: performance.now() - startMs };
  }

  async close(): Promise<void> {
    await this.#agent.close?.();
    this.renderer?.close();
  }
}

/** Three.js and the GL libraries are loaded only where something is to be drawn. */
async function openRenderer(route: GlChoice): Promise<Renderer> {
  const { openHeadlessRenderer } = await import('../../sim/render/headless.ts');
  return openHeadlessRenderer({ route });
}

/** Files for agents: their own from this package, the user's from the working folder. */
export const FILE_CONTEXT: AgentContext = {
  readAsset: (path) =>
    readAgentFile(
      new URL(path, PACKAGE_ROOT),
      'install the package again, or train the agent anew (faultscape train)',
    ),
  readUserFile: (path) =>
    readAgentFile(pathToFileURL(resolve(path)), "check the path behind the agent's name"),
  desk: null,
};

async function readAgentFile(file: URL, hint: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new FaultscapeError('data', 'A file the agent needs cannot be read.', {
      expected: fileURLToPath(file),
      got: error instanceof Error ? error.message : String(error),
      hint,
      cause: error,
    });
  }
}
