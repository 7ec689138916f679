import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TrainerProgress } from '../../../agents/pictures/index.ts';
import { FaultscapeError } from '../../../sim/index.ts';
import { parseWith, readJsonFile } from '../../config/parse.ts';
import { writeFileAtomic } from '../../store/atomic-file.ts';

const FILE = 'training.json';
const CURVE_FILE = 'curve.csv';

const StateSchema = z.strictObject({
  /** What decides the weights; another training may not go on in this folder. */
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
  rounds: z.int().min(0),
  /** The loss on held-out pictures after each round. */
  heldOut: z.array(z.number()),
  curve: z.array(z.string()),
});

/** What a training's folder says of it. Throws an error of kind `data` when it cannot be read. */
export function readTraining(folder: string): TrainingRecord {
  const file = join(folder, FILE);
  if (!existsSync(file)) {
    throw new FaultscapeError('data', `There is no training in ${folder}.`, {
      expected: `a folder with a ${FILE}`,
      got: existsSync(folder) ? 'a folder without one' : 'no folder',
      hint: 'faultscape train classifier --out FOLDER, or train detector',
    });
  }
  const { settings, rounds, heldOut } = parseWith(
    StateSchema,
    readJsonFile(file, 'data'),
    `The state ${file}`,
    'data',
  );
  const [head = '', ...lines] = readFileSync(join(folder, CURVE_FILE), 'utf8').trimEnd().split('\n');
  return {
    settings,
    rounds,
    heldOut,
    names: head.split(',').slice(3),
    curve: lines.map((line) => {
      const [step, learningRate, set, ...figures] = line.split(',');
      return {
        step: Number(step),
        learningRate: Number(learningRate),
        set: set === 'held-out' ? 'held-out' : 'training',
        figures: figures.map(Number),
      };
    }),
  };
}

export interface TrainingRecord {
  readonly settings: TrainingSettings;
  /** Whole rounds so far. */
  readonly rounds: number;
  /** The loss on held-out pictures after each. */
  readonly heldOut: readonly number[];
  /** What the figures of the curve are called, in order; rows of training have the losses only. */
  readonly names: readonly string[];
  readonly curve: readonly CurveRow[];
}

export interface CurveRow {
  readonly step: number;
  readonly learningRate: number;
  readonly set: 'training' | 'held-out';
  readonly figures: readonly number[];
}

/** What decides the weights of a training. */
export type TrainingSettings = z.infer<typeof StateSchema>['settings'];

/**
 * What a training has come to, in its folder: whole rounds only, so that a training that was stopped goes on
 * to the weights it would have had. The state is the last thing written of a round.
 */
export class TrainingState {
  readonly #out: string;
  readonly #settings: TrainingSettings;
  readonly #patience: number | null;
  readonly #heldOut: number[];
  readonly #curve: string[];

  /**
   * Goes on with what is in the folder, or begins; `columns` are the figures that its curve tells. Throws if another
   * training is in there.
   */
  static open(
    out: string,
    settings: TrainingSettings,
    columns: readonly string[],
    patience: number | null,
  ): TrainingState {
    const file = join(out, FILE);
    const head = ['step', 'learning_rate', 'set', ...columns].join();
    if (!existsSync(file)) {
      const state = new TrainingState(out, settings, patience, [], [head]);
      state.#save();
      return state;
    }
    const known = parseWith(StateSchema, readJsonFile(file, 'data'), `The state ${file}`, 'data');
    if (JSON.stringify(known.settings) !== JSON.stringify(settings)) {
      throw new FaultscapeError('usage', `The folder ${out} holds another training.`, {
        expected: JSON.stringify(known.settings),
        got: JSON.stringify(settings),
        hint: 'choose another folder with --out, or ask for what is in this one',
      });
    }
    const state = new TrainingState(out, settings, patience, known.heldOut, known.curve);
    state.#saveCurve();
    return state;
  }

  private constructor(
    out: string,
    settings: TrainingSettings,
    patience: number | null,
    heldOut: number[],
    curve: string[],
  ) {
    this.#out = out;
    this.#settings = settings;
    this.#patience = patience;
    this.#heldOut = heldOut;
    this.#curve = curve;
  }

  /** Whole rounds so far. */
  get rounds(): number {
    return this.#heldOut.length;
  }

  /** The round, counted from 1, with the lowest loss on held-out pictures; the first of equals. */
  get bestRound(): number {
    return 1 + this.#heldOut.indexOf(Math.min(...this.#heldOut));
  }

  /** No round of the last `patience` was better than one before. */
  get exhausted(): boolean {
    return this.#patience !== null && this.rounds > 0 && this.rounds - this.bestRound >= this.#patience;
  }

  /** What the last whole round, which ended after `steps`, left to go on from; null before there is one. */
  progress(steps: number): TrainerProgress | null {
    if (this.rounds === 0) return null;
    const [weights, moments] = [this.#weightsFile(this.rounds), this.#momentsFile(this.rounds)];
    return { weights: readFileSync(weights), moments: readFileSync(moments), steps };
  }

  /** What the training has come to: the last round's weights, or the best round's where it may stop by itself. */
  chosenWeights(): Uint8Array {
    return readFileSync(this.#weightsFile(this.#patience === null ? this.rounds : this.bestRound));
  }

  note(set: 'training' | 'held-out', step: number, learningRate: number, figures: readonly number[]): void {
    const values = figures.map((value) => value.toPrecision(5));
    this.#curve.push([step, learningRate.toPrecision(4), set, ...values].join(','));
    this.#saveCurve();
  }

  /** Keeps a round: the state is the last thing written of it. */
  endRound({ weights, moments }: TrainerProgress, heldOut: number): void {
    const ended = this.rounds + 1;
    writeFileAtomic(this.#weightsFile(ended), weights);
    writeFileAtomic(this.#momentsFile(ended), moments);
    this.#heldOut.push(heldOut);
    this.#save();
    rmSync(this.#momentsFile(ended - 1), { force: true });
  }

  #save(): void {
    this.#saveCurve();
    const state = {
      settings: this.#settings,
      rounds: this.rounds,
      heldOut: this.#heldOut,
      curve: this.#curve,
    };
    writeFileAtomic(join(this.#out, FILE), JSON.stringify(state));
  }

  /** For those who look on: what is noted before a round ends is noted again when it is trained again. */
  #saveCurve(): void {
    writeFileAtomic(join(this.#out, CURVE_FILE), `${this.#curve.join('\n')}\n`);
  }

  #weightsFile(round: number): string {
    return join(this.#out, `round-${round}.fsw`);
  }

  #momentsFile(round: number): string {
    return join(this.#out, `round-${round}.adam.fsw`);
  }
}
