import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CilTrainer, IMAGE, type Losses, type PictureNoise } from '../../agents/cil/index.ts';
import type { SeatDesk } from '../../agents/index.ts';
import type { BackboneName } from '../../agents/perception/index.ts';
import { FaultscapeError } from '../../sim/index.ts';
import type { GlChoice } from '../../sim/render/headless.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { serveDesk } from '../evaluate/desk-channel.ts';
import { loadEpisodeParts } from '../evaluate/load-parts.ts';
import { WorkerPool } from '../evaluate/worker-pool.ts';
import { meetDriver } from '../seats/meet-driver.ts';
import { makeFolder } from '../store/make-folder.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { type Collected, collectRound } from './collect-round.ts';
import type { CollectAbout, CollectConfig, CollectJob, CollectResult } from './collect-worker.ts';
import { LessonBook } from './lesson-book.ts';
import { type TrainingEpisode, trainingEpisode } from './training-scenes.ts';

/** One turn of DAgger: drive to collect, then train on everything collected so far. */
export interface Round {
  readonly episodes: number;
  /** Chance that the student drives a stretch of road; the expert drives the rest. */
  readonly studentShare: number;
  readonly steps: number;
  readonly learningRate: number;
}

export interface TrainDrivingOptions {
  readonly seed: number;
  readonly out: string;
  readonly rounds: readonly Round[];
  /** What the net sees with, plain unless told otherwise. */
  readonly backbone?: BackboneName;
  readonly workers: number;
  readonly gl: GlChoice;
  /** The agent to imitate, by name; pure-pursuit unless told otherwise. */
  readonly expert?: string;
  /** How long an expert that is a program elsewhere may take for an answer, 30 s unless told otherwise. */
  readonly agentTimeoutS?: number;
  readonly plugins?: readonly string[];
  /** A weights file to begin with, of the same backbone; new weights without it. */
  readonly from?: string;
  /** What is driven for a round's lessons; the training domain unless told otherwise. */
  readonly episodeOf?: (round: number, index: number) => TrainingEpisode;
  /** The files that the tasks of those episodes name. */
  readonly files?: readonly TaskFile[];
  /** Where such an expert is found; without it a server of this training's own is opened at `serve`. */
  readonly desk?: SeatDesk;
  readonly serve?: ServeConfig;
  readonly signal: AbortSignal;
  /** One line of news: what is being done, how far it is. */
  readonly onProgress: (activity: string, done: number, total: number) => void;
  /** One line about the expert: that it is waited for, that it was lost. */
  readonly onRemark?: (text: string) => void;
}

export interface TrainDrivingResult {
  readonly weightsFile: string;
  readonly lessons: number;
  readonly renderer: string;
  readonly expertVersion: string;
}

const SEATS = 4;
const BATCH = 64;
/**
 * Little noise on purpose: with strong colour noise and wide mounting errors the agent drives in
 * nearly every scene of the published space, and there is nothing left to attack.
 */
const PICTURE_NOISE: PictureNoise = { brightness: 0.05, contrast: 0.1, colour: 0.05, grain: 0.03, cutout: 0 };
const CURVE_EVERY_STEPS = 50;
/** One collected episode in this many is kept out of training, to see how well unseen ones are met. */
const HELD_OUT_EVERY = 12;

/**
 * Trains `cil` by imitating an expert (pure-pursuit unless told otherwise): it drives with steering
 * impulses first, then come DAgger rounds in which the student drives more and more. Writes, in
 * `out`: dataset.csv (every episode with its scene and seed, from which its frames can be drawn
 * again), curve.csv (losses), weights after each round, and cil.fsw. Reproducible from the seed on
 * one GL route and one tensor backend, if the expert is.
 */
export async function trainDriving(options: TrainDrivingOptions): Promise<TrainDrivingResult> {
  const {
    expert = 'pure-pursuit',
    agentTimeoutS = 30,
    plugins = [],
    files = [],
    desk,
    serve,
    signal,
  } = options;
  await loadEpisodeParts(plugins);
  makeFolder(options.out, '--out');
  const driver = await meetDriver({
    config: { agent: expert, pace: 'lock-step', stale: 'hold', agentTimeoutS },
    desk,
    serve,
    onNotice: ({ text }) => options.onRemark?.(text),
    signal,
  });
  try {
    return await trainOn(options, driver.desk, { gl: options.gl, seats: SEATS, expert, plugins, files });
  } finally {
    await driver.close();
  }
}

async function trainOn(
  options: TrainDrivingOptions,
  desk: SeatDesk | null,
  config: CollectConfig,
): Promise<TrainDrivingResult> {
  const { out, rounds, signal } = options;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new WorkerPool<CollectJob, CollectResult>({
    module: new URL(`./collect-worker.${extension}`, import.meta.url),
    config,
    workers: options.workers,
    jobsPerWorker: SEATS,
    ...(desk === null ? {} : { openService: () => serveDesk(desk) }),
  });
  const training = new LessonBook(IMAGE.values);
  const heldOut = new LessonBook(IMAGE.values);
  const dataset = ['round,index,task,seed,lessons,reason,held_out,scene'];
  const curve = ['round,step,learning_rate,set,total,steer,gas,brake,speed'];
  let studentFile: string | null = options.from ?? null;
  let weights: Uint8Array | null = studentFile === null ? null : readFileSync(studentFile);
  try {
    const [about] = (await pool.ready()) as readonly CollectAbout[];
    for (const [round, plan] of rounds.entries()) {
      const episodes = await collect(pool, options, round, plan, studentFile);
      for (const [index, { job, result }] of episodes.entries()) {
        const isHeldOut = index % HELD_OUT_EVERY === HELD_OUT_EVERY - 1;
        (isHeldOut ? heldOut : training).add(result.lessons);
        const scene = JSON.stringify(job.scene).replaceAll('"', '""');
        const facts = [round, index, job.task, job.seed, result.lessons.count, result.reason, isHeldOut];
        dataset.push(`${facts.join(',')},"${scene}"`);
      }
      writeFileSync(join(out, 'dataset.csv'), `${dataset.join('\n')}\n`);
      if (training.count === 0) throw untaught(config.expert);
      weights = await study(options, round, plan, weights, training, heldOut, curve);
      studentFile = join(out, `round-${round}.fsw`);
      writeFileSync(studentFile, weights);
      writeFileSync(join(out, 'curve.csv'), `${curve.join('\n')}\n`);
      if (signal.aborted) throw interrupted(studentFile);
    }
    const weightsFile = join(out, 'cil.fsw');
    writeFileSync(weightsFile, weights as Uint8Array);
    const { renderer, expertVersion } = about as CollectAbout;
    return { weightsFile, lessons: training.count, renderer, expertVersion };
  } finally {
    await pool.close();
  }
}

/** A round's episodes; stops waiting for them when the training is interrupted. */
async function collect(
  pool: WorkerPool<CollectJob, CollectResult>,
  { seed, signal, episodeOf, onProgress, onRemark = () => {} }: TrainDrivingOptions,
  round: number,
  plan: Round,
  studentFile: string | null,
): Promise<readonly Collected[]> {
  const jobs = Array.from({ length: plan.episodes }, (_, index): CollectJob => {
    const episode = episodeOf?.(round, index) ?? trainingEpisode(seed, round, index);
    return { ...episode, studentFile, studentShare: plan.studentShare };
  });
  const collecting = collectRound(pool, jobs, {
    onDone: (done) => onProgress(`round ${round}: collecting`, done, plan.episodes),
    onRemark: (text) => onRemark(`round ${round}: ${text}`),
  });
  return new Promise((resolve, reject) => {
    const stop = () => reject(interrupted(studentFile));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    collecting.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Trains on all lessons so far, going on from the last round's weights. */
async function study(
  { seed, backbone, signal, onProgress }: TrainDrivingOptions,
  round: number,
  plan: Round,
  weights: Uint8Array | null,
  training: LessonBook,
  heldOut: LessonBook,
  curve: string[],
): Promise<Uint8Array> {
  const trainer = await CilTrainer.create({
    seed: seed * 1000 + round,
    ...(backbone === undefined ? {} : { backbone }),
    batchSize: BATCH,
    learningRate: plan.learningRate,
    totalSteps: plan.steps,
    noise: PICTURE_NOISE,
  });
  try {
    if (weights !== null) trainer.importWeights(weights);
    const lessons = training.lessons();
    let batches: number[][] = [];
    const note = (set: string, { total, steer, gas, brake, speed }: Losses) => {
      const values = [total, steer, gas, brake, speed].map((value) => value.toPrecision(6));
      curve.push([round, trainer.steps, trainer.learningRate.toPrecision(4), set, ...values].join(','));
    };
    for (let step = 0; step < plan.steps && !signal.aborted; step++) {
      if (batches.length === 0) batches = trainer.shuffledBatches(lessons.count);
      const losses = trainer.step(lessons, batches.pop());
      if (step % CURVE_EVERY_STEPS === 0) note('training', losses);
      if (step % 10 === 9) {
        onProgress(`round ${round}: training on ${lessons.count} lessons`, step + 1, plan.steps);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    if (heldOut.count > 0) note('held-out', trainer.evaluate(heldOut.lessons()));
    return trainer.exportWeights();
  } finally {
    trainer.dispose();
  }
}

function interrupted(studentFile: string | null): FaultscapeError {
  return new FaultscapeError('interrupted', 'Training was interrupted.', {
    hint:
      studentFile === null
        ? 'run it again from the start'
        : `the weights of the last whole round are in ${studentFile}`,
  });
}

function untaught(expert: string): FaultscapeError {
  return new FaultscapeError('agent', `Agent ${expert} taught nothing: every episode was skipped.`, {
    expected: 'an expert that drives episodes to their end',
    got: 'one that was lost in each of them',
    hint: 'look at what the expert prints; --agent-timeout-s for one that is slow',
  });
}
