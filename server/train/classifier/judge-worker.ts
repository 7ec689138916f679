import { createAgent } from '../../../agents/index.ts';
import {
  AgentFault,
  actionToProbabilities,
  createTask,
  deriveSeed,
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

export interface JudgedAnswer {
  /** Index into SHAPE_CLASSES of what was shown. */
  readonly classIndex: number;
  /** As the agent answered, one per class. */
  readonly probabilities: readonly number[];
  readonly failed: boolean;
}

export interface JudgeAbout {
  readonly renderer: string;
  readonly agentVersion: string;
}

/** Shows an agent scenes of the recognition task, with shapes that no training shows, and notes its answers. */
export async function openWorker(
  config: JudgeConfig,
): Promise<WorkerHost<JudgeJob, readonly JudgedAnswer[]>> {
  const agent = await createAgent(config.agent, FILE_CONTEXT);
  const renderer = openHeadlessRenderer({ route: config.gl });
  const task = createTask('recognition/all');
  const space = task.spaces.get('paper') as Space;
  return {
    about: { renderer: renderer.description, agentVersion: agent.version } satisfies JudgeAbout,
    async run({ seed, kind, name, first, count }) {
      const episodes = Array.from({ length: count }, (_, seat) => {
        const rng = new Rng(seed, 'judge', kind, name, first + seat);
        const scene: Scene = kind === 'natural' ? naturalScene(rng) : uniformScene(space, rng);
        const episodeSeed = deriveSeed(seed, 'judge', kind, name, first + seat);
        return task.begin(
          { ...scene, class: name },
          { seed: episodeSeed, seat, renderer, needs: agent.needs },
        );
      });
      const answers = await agent.act(episodes.map((episode) => episode.observe()));
      return episodes.map((episode, seat): JudgedAnswer => {
        const answer = answers[seat];
        if (answer === undefined || answer instanceof AgentFault) throw answer;
        episode.advance(answer);
        const { failed } = episode.score();
        episode.close();
        return {
          classIndex: SHAPE_CLASSES.indexOf(name),
          probabilities: [...actionToProbabilities(answer)],
          failed,
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
