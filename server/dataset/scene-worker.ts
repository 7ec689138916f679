import { createAgent } from '../../agents/index.ts';
import { tensorflowInUse } from '../../agents/tensor/index.ts';
import {
  type Agent,
  type CameraSpec,
  createTask,
  type EpisodeRecord,
  EpisodeRunner,
  FaultscapeError,
  type Renderer,
  type Scene,
  type SensorNeeds,
  type Space,
  type Task,
} from '../../sim/index.ts';
import { type GlChoice, openHeadlessRenderer } from '../../sim/render/headless.ts';
import { deskOver } from '../evaluate/desk-channel.ts';
import { FILE_CONTEXT, type HostAbout } from '../evaluate/episode-host.ts';
import { loadEpisodeParts } from '../evaluate/load-parts.ts';
import { readerOf } from '../evaluate/open-task.ts';
import type { PoolLink, WorkerHost } from '../evaluate/worker-protocol.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { type Photograph, photographed } from './photographed-task.ts';
import { type LabelFacts, type SceneBlock, sceneFiles } from './scene-files.ts';
import { type PlannedScene, planScene } from './scene-plan.ts';

export interface SceneConfig {
  readonly task: string;
  readonly files: readonly TaskFile[];
  readonly space: string;
  /** Scenes of a file; none draws from the space. */
  readonly scenes: readonly Scene[];
  readonly seed: number;
  /** Null shows each scene as it begins. */
  readonly agent: string | null;
  readonly every: number;
  /** Null is the agent's own, or USUAL_IMAGE. */
  readonly image: ImageSize | null;
  readonly masks: boolean;
  readonly labels: Omit<LabelFacts, 'image'>;
  readonly seats: number;
  readonly gl: GlChoice;
  readonly plugins: readonly string[];
}

export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What a worker says of itself; without an agent its version is empty. */
export interface SceneAbout extends HostAbout {
  readonly renderer: string;
  readonly camera: CameraSpec;
}

export const USUAL_IMAGE: ImageSize = { widthPx: 96, heightPx: 96 };
const NO_NEEDS: SensorNeeds = { camera: null, truth: false };

/** Shows scenes, by number, and returns their part of a dataset. */
export async function openWorker(
  config: SceneConfig,
  link: PoolLink,
): Promise<WorkerHost<number, SceneBlock>> {
  await loadEpisodeParts(config.plugins);
  const task = createTask(config.task, readerOf(config.files));
  const space = task.spaces.get(config.space) as Space;
  const desk = deskOver((method, args) => link.call(method, args));
  const agent = config.agent === null ? null : await createAgent(config.agent, { ...FILE_CONTEXT, desk });
  const needs = agent?.needs ?? NO_NEEDS;
  const camera = cameraFor(config, needs.camera);
  const renderer = openHeadlessRenderer({ route: config.gl });
  const labels: LabelFacts = { ...config.labels, image: { ...sizeOf(camera), channels: 3 } };
  const show = agent === null ? stillShow(renderer) : drivenShow(agent, task, renderer, config.seats);
  const tensor = agent?.engine ?? tensorflowInUse();
  const about: SceneAbout = {
    renderer: renderer.description,
    agentVersion: agent?.version ?? '',
    camera,
    tensor: tensor === null ? null : { backend: tensor.backend, version: tensor.version },
  };
  return {
    about,
    async run(index) {
      const planned = planScene(index, { task, space, seed: config.seed, scenes: config.scenes });
      const film: Photograph[] = [];
      const filmed = photographed(task, { renderer, camera, needs, every: config.every }, film);
      const score = await show(filmed, planned);
      return sceneFiles(planned, film, score, labels);
    },
    async close() {
      await agent?.close?.();
      renderer.close();
    },
  };
}

type Show = (task: Task, planned: PlannedScene) => Promise<EpisodeRecord['score'] | null>;

/** Each scene as it begins: nobody acts. */
function stillShow(renderer: Renderer): Show {
  return async (task, { scene, seed }) => {
    const episode = task.begin(scene, { seed, seat: 0, renderer, needs: NO_NEEDS });
    try {
      episode.observe();
    } finally {
      episode.close();
    }
    return null;
  };
}

function drivenShow(agent: Agent, task: Task, renderer: Renderer, seats: number): Show {
  const runner = new EpisodeRunner({ task, agent, renderer, seats });
  return async (filmed, { scene, seed }) => (await runner.run({ scene, seed, task: filmed })).score;
}

/** The agent's own camera, if it has one, with masks where they are asked for. */
function cameraFor({ image, masks, agent }: SceneConfig, own: CameraSpec | null): CameraSpec {
  if (own === null) {
    return { ...(image ?? USUAL_IMAGE), rgb: true, depth: false, semantic: masks };
  }
  if (image !== null && (image.widthPx !== own.widthPx || image.heightPx !== own.heightPx)) {
    throw new FaultscapeError('usage', `Agent ${agent} sees pictures of another size.`, {
      expected: `--image ${own.widthPx}x${own.heightPx}, or none: the dataset holds the frames it sees`,
      got: `--image ${image.widthPx}x${image.heightPx}`,
    });
  }
  return { ...own, rgb: true, semantic: own.semantic || masks };
}

export function sizeOf({ widthPx, heightPx }: ImageSize): ImageSize {
  return { widthPx, heightPx };
}
