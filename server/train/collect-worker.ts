import { readFile } from 'node:fs/promises';
import { CilAgent, DaggerAgent, type Lessons } from '../../agents/cil/index.ts';
import { createTask, EpisodeRunner } from '../../sim/index.ts';
import { type GlChoice, openHeadlessRenderer } from '../../sim/render/headless.ts';
import type { WorkerHost } from '../evaluate/worker-protocol.ts';
import { LessonRecorder } from './lesson-recorder.ts';
import type { TrainingEpisode } from './training-scenes.ts';

export interface CollectConfig {
  readonly gl: GlChoice;
  readonly seats: number;
}

export interface CollectJob extends TrainingEpisode {
  /** File of the student's weights, or null for a fresh student that never drives. */
  readonly studentFile: string | null;
  readonly studentShare: number;
}

export interface CollectResult {
  readonly lessons: Lessons;
  readonly reason: string;
}

/** Runs training episodes and returns what the expert taught in them. */
export async function openWorker(config: CollectConfig): Promise<WorkerHost<CollectJob, CollectResult>> {
  const renderer = openHeadlessRenderer({ route: config.gl });
  const recorder = new LessonRecorder();
  let round: { key: string; runner: Promise<EpisodeRunner> } | undefined;

  /** One runner for all jobs of a round, which share the student and its share of the driving. */
  const runnerFor = (job: CollectJob): Promise<EpisodeRunner> => {
    const key = `${job.studentShare} ${job.studentFile}`;
    if (round?.key !== key) round = { key, runner: openRunner(job) };
    return round.runner;
  };

  const openRunner = async (job: CollectJob): Promise<EpisodeRunner> => {
    const { studentFile, studentShare } = job;
    const student =
      studentFile === null ? await CilAgent.untrained() : await CilAgent.load(await readFile(studentFile));
    const agent = new DaggerAgent({ student, studentShare, onLesson: recorder.record });
    return new EpisodeRunner({ task: createTask(job.task), agent, renderer, seats: config.seats });
  };

  return {
    about: { renderer: renderer.description },
    async run(job) {
      const runner = await runnerFor(job);
      const { score } = await runner.run({ scene: job.scene, seed: job.seed, task: createTask(job.task) });
      return { lessons: recorder.take(job.seed), reason: score.reason };
    },
    close: () => renderer.close(),
  };
}
