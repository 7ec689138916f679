import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FaultscapeError } from '../../../sim/index.ts';
import { parseWith, readJsonFile } from '../../config/parse.ts';

const FILE = 'training.json';

const StateSchema = z.strictObject({
  /** What decides the weights; another training may not go on in this folder. */
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
  rounds: z.int().min(0),
  curve: z.array(z.string()),
});

/** What decides the weights of a training. */
export type TrainingSettings = z.infer<typeof StateSchema>['settings'];

/**
 * What a training has come to, in its folder: whole rounds only, so that a training that was stopped goes on
 * to the weights it would have had. The state is the last thing written of a round.
 */
export class TrainingState {
  readonly #out: string;
  readonly #settings: TrainingSettings;
  readonly #curve: string[];
  #rounds: number;
  #weights: Uint8Array | null = null;

  /**
   * Goes on with what is in the folder, or begins; `parts` are the losses that its curve tells. Throws if another
   * training is in there.
   */
  static open(out: string, settings: TrainingSettings, parts: readonly string[]): TrainingState {
    const file = join(out, FILE);
    if (!existsSync(file))
      return new TrainingState(out, settings, 0, [['step', 'learning_rate', 'set', ...parts].join()]);
    const known = parseWith(StateSchema, readJsonFile(file, 'data'), `The state ${file}`, 'data');
    if (JSON.stringify(known.settings) !== JSON.stringify(settings)) {
      throw new FaultscapeError('usage', `The folder ${out} holds another training.`, {
        expected: JSON.stringify(known.settings),
        got: JSON.stringify(settings),
        hint: 'choose another folder with --out, or ask for what is in this one',
      });
    }
    return new TrainingState(out, settings, known.rounds, known.curve);
  }

  private constructor(out: string, settings: TrainingSettings, rounds: number, curve: string[]) {
    this.#out = out;
    this.#settings = settings;
    this.#rounds = rounds;
    this.#curve = curve;
    if (rounds > 0) this.#weights = readFileSync(this.#weightsFile(rounds));
  }

  /** Whole rounds so far. */
  get rounds(): number {
    return this.#rounds;
  }

  /** Of the last whole round; null before there is one. */
  get weights(): Uint8Array | null {
    return this.#weights;
  }

  note(set: 'training' | 'held-out', step: number, learningRate: number, losses: readonly number[]): void {
    const values = losses.map((value) => value.toPrecision(5));
    this.#curve.push([step, learningRate.toPrecision(4), set, ...values].join(','));
  }

  endRound(weights: Uint8Array): void {
    this.#rounds++;
    this.#weights = weights;
    writeFileSync(this.#weightsFile(this.#rounds), weights);
    writeFileSync(join(this.#out, 'curve.csv'), `${this.#curve.join('\n')}\n`);
    const state = { settings: this.#settings, rounds: this.#rounds, curve: this.#curve };
    const file = join(this.#out, FILE);
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  }

  #weightsFile(round: number): string {
    return join(this.#out, `round-${round}.fsw`);
  }
}
