import { createAgent } from '../../../agents/index.ts';
import {
  type Action,
  AgentFault,
  deriveSeed,
  type Observation,
  Rng,
  type Scene,
  type Score,
  type SensorNeeds,
  type ShapeClass,
  type Space,
  type Task,
} from '../../../sim/index.ts';
import { type GlChoice, openHeadlessRenderer } from '../../../sim/render/headless.ts';
import { FILE_CONTEXT } from '../../evaluate/episode-host.ts';
import type { WorkerHost } from '../../evaluate/worker-protocol.ts';
import { naturalScene } from './training-views.ts';

export interface JudgeConfig {
  readonly agent: string;
  readonly gl: GlChoice;
}

/** Where the scenes come from: the views of the training, or the published space, evenly. */
export const SCENE_KINDS = ['natural', 'uniform'] as const;
export type SceneKind = (typeof SCENE_KINDS)[number];

export interface JudgeJob {
  readonly seed: number;
  readonly kind: SceneKind;
  readonly name: ShapeClass;
  readonly first: number;
  readonly count: number;
}

export interface JudgeAbout {
  readonly renderer: string;
  readonly agentVersion: string;
}

/** How an agent answered one scene. */
export interface AnsweredScene {
  readonly name: ShapeClass;
  readonly observation: Observation;
  readonly action: Action;
  readonly score: Score;
}

/** Shows an agent scenes with shapes that no training shows, and notes of each what `note` says. */
export async function openJudgeHost<Judged>(
  config: JudgeConfig,
  options: {
    /** The task for a class, and what its scenes hold besides the view. */
    readonly taskOf: (name: ShapeClass) => Task;
    readonly sceneOf: (view: Scene, name: ShapeClass) => Scene;
    readonly needsOf: (needs: SensorNeeds) => SensorNeeds;
    readonly note: (answered: AnsweredScene) => Judged;
  },
): Promise<WorkerHost<JudgeJob, readonly Judged[]>> {
  const agent = await createAgent(config.agent, FILE_CONTEXT);
  const renderer = openHeadlessRenderer({ route: config.gl });
  const needs = options.needsOf(agent.needs);
  return {
    about: { renderer: renderer.description, agentVersion: agent.version } satisfies JudgeAbout,
    async run({ seed, kind, name, first, count }) {
      const task = options.taskOf(name);
      const space = task.spaces.get('paper') as Space;
      const episodes = Array.from({ length: count }, (_, seat) => {
        const rng = new Rng(seed, 'judge', kind, name, first + seat);
        const view = kind === 'natural' ? naturalScene(rng) : uniformScene(space, rng);
        return task.begin(options.sceneOf(view, name), {
          seed: deriveSeed(seed, 'judge', kind, name, first + seat),
          seat,
          renderer,
          needs,
        });
      });
      const observations = episodes.map((episode) => episode.observe());
      const answers = await agent.act(observations);
      return episodes.map((episode, seat) => {
        const action = answers[seat];
        if (action === undefined || action instanceof AgentFault) throw action;
        episode.advance(action);
        const score = episode.score();
        episode.close();
        return options.note({ name, observation: observations[seat] as Observation, action, score });
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
