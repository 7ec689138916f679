import { createAgent } from '../../../agents/index.ts';
import {
  type Action,
  AgentFault,
  type Answer,
  actionToBoxes,
  type Box,
  createTask,
  deriveSeed,
  intersectionOverUnion,
  keepBoxes,
  type Observation,
  Rng,
  type Scene,
  SHAPE_CLASSES,
  type ShapeClass,
  type Space,
} from '../../../sim/index.ts';
import { type GlChoice, openHeadlessRenderer } from '../../../sim/render/headless.ts';
import { FILE_CONTEXT } from '../../evaluate/episode-host.ts';
import type { WorkerHost } from '../../evaluate/worker-protocol.ts';
import { naturalScene } from '../pictures/training-views.ts';
import type { JudgedPicture } from './average-precision.ts';

export interface JudgeConfig {
  readonly agent: string;
  readonly gl: GlChoice;
}

/** Where the scenes come from: the views of the training, or the published space, evenly. */
export type SceneKind = 'natural' | 'uniform';

export interface JudgeJob {
  readonly seed: number;
  readonly kind: SceneKind;
  readonly name: ShapeClass;
  readonly first: number;
  readonly count: number;
}

export interface JudgedScene extends JudgedPicture {
  readonly failed: boolean;
  readonly q: number;
}

export interface JudgeAbout {
  readonly renderer: string;
  readonly agentVersion: string;
}

/** Shows an agent scenes of the detection tasks, with shapes that no training shows, and notes what it finds. */
export async function openWorker(config: JudgeConfig): Promise<WorkerHost<JudgeJob, readonly JudgedScene[]>> {
  const agent = await createAgent(config.agent, FILE_CONTEXT);
  const renderer = openHeadlessRenderer({ route: config.gl });
  const needs = { camera: agent.needs.camera, truth: true };
  return {
    about: { renderer: renderer.description, agentVersion: agent.version } satisfies JudgeAbout,
    async run({ seed, kind, name, first, count }) {
      const task = createTask(`detection/${name}`);
      const space = task.spaces.get('paper') as Space;
      const episodes = Array.from({ length: count }, (_, seat) => {
        const rng = new Rng(seed, 'judge', kind, name, first + seat);
        return task.begin(kind === 'natural' ? naturalScene(rng) : uniformScene(space, rng), {
          seed: deriveSeed(seed, 'judge', kind, name, first + seat),
          seat,
          renderer,
          needs,
        });
      });
      const sights = episodes.map((episode) => episode.observe());
      const answers = await agent.act(sights);
      return episodes.map((episode, seat): JudgedScene => {
        const action = actionOf(answers[seat] as Answer);
        episode.advance(action);
        const thing = boxOf(sights[seat] as Observation);
        const { total, failed } = episode.score();
        episode.close();
        return {
          classIndex: SHAPE_CLASSES.indexOf(name),
          failed,
          q: total,
          claims: keepBoxes(actionToBoxes(action)).map((box) => ({
            classIndex: box.classIndex,
            objectness: box.objectness,
            iou: intersectionOverUnion(box, thing),
          })),
        };
      });
    },
    async close() {
      await agent.close?.();
      renderer.close();
    },
  };
}

function uniformScene(space: Space, rng: Rng): Scene {
  return space.decode(space.snap(space.axes.map(() => rng.range(-1, 1))));
}

/** Where the thing is, as the task tells those it shows the truth. */
function boxOf({ readings }: Observation): Box {
  const [left, top, right, bottom] = (readings?.box ?? []) as unknown as [number, number, number, number];
  return { left, top, right, bottom };
}

function actionOf(answer: Answer): Action {
  if (answer instanceof AgentFault) throw answer;
  return answer;
}
