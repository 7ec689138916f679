import { readFile } from 'node:fs/promises';
import { CIL_CAMERA, CilAgent, checkTeacher, DaggerAgent, type Lessons } from '../../agents/cil/index.ts';
import { createAgent } from '../../agents/index.ts';
import { EpisodeRunner, type Task } from '../../sim/index.ts';
import { type GlChoice, openHeadlessRenderer } from '../../sim/render/headless.ts';
import { deskOver } from '../evaluate/desk-channel.ts';
import { FILE_CONTEXT } from '../evaluate/episode-host.ts';
import { loadEpisodeParts } from '../evaluate/load-parts.ts';
import { openTask, readerOf } from '../evaluate/open-task.ts';
import type { PoolLink, WorkerHost } from '../evaluate/worker-protocol.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { LessonRecorder } from './lesson-recorder.ts';
import type { TrainingEpisode } from './training-scenes.ts';

export interface CollectConfig {
  readonly gl: GlChoice;
  readonly seats: number;
  /** The agent that labels, by name. */
  readonly expert: string;
  readonly plugins: readonly string[];
  /** What the tasks name, read already. */
  readonly files: readonly TaskFile[];
}

/** What a worker says of itself. */
export interface CollectAbout {
  readonly renderer: string;
  readonly expertVersion: string;
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
export async function openWorker(
  config: CollectConfig,
  link: PoolLink,
): Promise<WorkerHost<CollectJob, CollectResult>> {
  await loadEpisodeParts(config.plugins);
  const desk = deskOver((method, args) => link.call(method, args));
  const expert = await createAgent(config.expert, { ...FILE_CONTEXT, desk });
  checkTeacher(expert, CIL_CAMERA);
  const renderer = openHeadlessRenderer({ route: config.gl });
  const recorder = new LessonRecorder();
  let round: { key: string; runner: Promise<EpisodeRunner> } | undefined;

  const taskOf = (id: string): Task => openTask(id, readerOf(config.files)).task;

  /** One runner for all jobs of a round, which share the student and its share of the driving. */
  const runnerFor = (job: CollectJob): Promise<EpisodeRunner> => {
    const key = `${job.studentShare} ${job.studentFile}`;
    if (round?.key !== key) round = { key, runner: openRunner(job) };
    return round.runner;
  };

  const openRunner = async (job: CollectJob): Promise<EpisodeRunner> => {
    const { studentFile, studentShare } = job;
    const student =
      studentFile === null
        ? await CilAgent.untrained(0, 'tfjs')
        : await CilAgent.load(await readFile(studentFile), 'tfjs');
    const agent = new DaggerAgent({ student, expert, studentShare, onLesson: recorder.record });
    return new EpisodeRunner({ task: taskOf(job.task), agent, renderer, seats: config.seats });
  };

  const about: CollectAbout = { renderer: renderer.description, expertVersion: expert.version };
  return {
    about,
    async run(job) {
      const runner = await runnerFor(job);
      try {
        const { score } = await runner.run({ scene: job.scene, seed: job.seed, task: taskOf(job.task) });
        return { lessons: recorder.take(job.seed), reason: score.reason };
      } catch (error) {
        // Half an episode's lessons must not get into the next try's.
        recorder.take(job.seed);
        throw error;
      }
    },
    async close() {
      await expert.close?.();
      renderer.close();
    },
  };
}
