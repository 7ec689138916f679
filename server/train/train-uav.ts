import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FlightSchool,
  PilotLessonBook,
  PilotTrainer,
  UavVisionAgent,
} from '../../agents/uav-vision/index.ts';
import { EpisodeRunner, FaultscapeError, type Renderer } from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import type { FlightRound, TrainUavConfig } from '../config/train-uav-config.ts';
import { type TrainingFlight, trainingFlight } from './training-tracks.ts';

/** Laps flown side by side. */
const SEATS = 8;
const CURVE_EVERY_STEPS = 20;
/** Every so many laps one is kept to measure on. */
const HELD_OUT_EVERY = 10;

export interface TrainUavOptions extends TrainUavConfig {
  /** A weights file to begin with, of the same backbone; new weights without it. */
  readonly from?: string;
  /** Highest learning rate of a round, the trainer's own without it. */
  readonly learningRate?: number;
  /** What is flown for a round's lessons; the training domain unless told otherwise. */
  readonly flightOf?: (round: number, index: number) => TrainingFlight;
  readonly signal: AbortSignal;
  readonly onProgress: (activity: string, done: number, total: number) => void;
}

export interface TrainedPilot {
  readonly weightsFile: string;
  readonly lessons: number;
  readonly renderer: string;
}

/**
 * Trains uav-vision by imitation of uav-pd in DAgger rounds, in this process. After each round its weights
 * are in the folder; an interruption keeps them.
 */
export async function trainUav(options: TrainUavOptions): Promise<TrainedPilot> {
  const { seed, out, rounds, backbone, gl, signal, from, learningRate } = options;
  mkdirSync(out, { recursive: true });
  const renderer = openHeadlessRenderer({ route: gl });
  const trainer = await PilotTrainer.create({
    seed,
    backbone,
    ...(learningRate === undefined ? {} : { learningRate }),
  });
  const books = { training: new PilotLessonBook(), heldOut: new PilotLessonBook() };
  const curve = ['round,step,set,error'];
  const dataset = ['round,index,task,seed,reason,gates,held_out,scene'];
  let last: string | null = from ?? null;
  try {
    if (last !== null) trainer.importWeights(readFileSync(last));
    for (const [round, plan] of rounds.entries()) {
      dataset.push(...(await fly(options, renderer, books, round, plan, last)));
      writeFileSync(join(out, 'dataset.csv'), `${dataset.join('\n')}\n`);
      await study(options, trainer, books, round, plan, curve);
      if (signal.aborted) throw interrupted(last);
      last = join(out, `round-${round}.fsw`);
      writeFileSync(last, trainer.exportWeights());
      writeFileSync(join(out, 'curve.csv'), `${curve.join('\n')}\n`);
    }
    const weightsFile = join(out, 'uav-vision.fsw');
    writeFileSync(weightsFile, trainer.exportWeights('float16'));
    return { weightsFile, lessons: books.training.count, renderer: renderer.description };
  } finally {
    trainer.dispose();
    renderer.close();
  }
}

interface Books {
  readonly training: PilotLessonBook;
  readonly heldOut: PilotLessonBook;
}

/** A round's laps, one row each for the list of what was flown. */
async function fly(
  {
    seed,
    signal,
    flightOf = (round, index) => trainingFlight(seed, round, index),
    onProgress,
  }: TrainUavOptions,
  renderer: Renderer,
  books: Books,
  round: number,
  { episodes, studentShare }: FlightRound,
  studentFile: string | null,
): Promise<string[]> {
  const student = studentFile === null ? null : await UavVisionAgent.load(readFileSync(studentFile), 'tfjs');
  const runners = (['training', 'heldOut'] as const).map((name) => {
    const agent = new FlightSchool({ student, studentShare, book: books[name] });
    const { task } = flightOf(round, 0);
    return new EpisodeRunner({ task, agent, renderer, seats: name === 'training' ? SEATS : 1 });
  });
  const rows: string[] = [];
  let done = 0;
  const lap = async (index: number) => {
    if (signal.aborted) return;
    const isHeldOut = index % HELD_OUT_EVERY === HELD_OUT_EVERY - 1;
    const { task, scene, seed: lapSeed } = flightOf(round, index);
    const { score } = await (runners[isHeldOut ? 1 : 0] as EpisodeRunner).run({ task, scene, seed: lapSeed });
    const facts = [round, index, task.id, lapSeed, score.reason, score.terms.gates, isHeldOut];
    rows[index] = `${facts.join(',')},"${JSON.stringify(scene).replaceAll('"', '""')}"`;
    onProgress(`round ${round}: flying`, ++done, episodes);
  };
  // One set after the other: both draw into the same seats.
  const indices = Array.from({ length: episodes }, (_, i) => i);
  const heldOut = (i: number) => i % HELD_OUT_EVERY === HELD_OUT_EVERY - 1;
  await Promise.all(indices.filter((i) => !heldOut(i)).map(lap));
  for (const index of indices.filter(heldOut)) await lap(index);
  student?.close();
  return rows.filter((row) => row !== undefined);
}

/** Trains on all lessons so far, going on from the last round. */
async function study(
  { signal, onProgress }: TrainUavOptions,
  trainer: PilotTrainer,
  { training, heldOut }: Books,
  round: number,
  { steps }: FlightRound,
  curve: string[],
): Promise<void> {
  const lessons = training.lessons();
  for (let step = 0; step < steps && !signal.aborted; step++) {
    const error = trainer.step(lessons, step / steps);
    if (!Number.isFinite(error)) {
      throw new FaultscapeError('data', 'The training diverged.', {
        expected: 'a finite error',
        got: String(error),
      });
    }
    if (step % CURVE_EVERY_STEPS === 0) curve.push([round, step, 'training', error.toPrecision(6)].join(','));
    if (step % 10 === 9) {
      onProgress(`round ${round}: training on ${lessons.count} pictures`, step + 1, steps);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  if (heldOut.count > 0 && !signal.aborted) {
    curve.push([round, steps, 'held-out', trainer.evaluate(heldOut.lessons()).toPrecision(6)].join(','));
  }
}

function interrupted(weights: string | null): FaultscapeError {
  return new FaultscapeError('interrupted', 'Training was interrupted.', {
    hint:
      weights === null
        ? 'run it again from the start'
        : `the weights of the last whole round are in ${weights}`,
  });
}
