import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { DetectorLosses } from '../../../agents/detector/index.ts';
import { FaultscapeError } from '../../../sim/index.ts';
import type { DetectorConfig } from '../../config/detector-config.ts';
import { parseWith, readJsonFile } from '../../config/parse.ts';

const FILE = 'training.json';
const HEAD = 'step,learning_rate,set,total,objectness,box,class';

const StateSchema = z.strictObject({
  /** What decides the weights; another training may not go on in this folder. */
  settings: z.strictObject({
    seed: z.int(),
    rounds: z.int(),
    pictures: z.int(),
    steps: z.int(),
    gl: z.string(),
  }),
  rounds: z.int().min(0),
  curve: z.array(z.string()),
});

/**
 * What a training has come to, in its folder: whole rounds only, so that a training that was stopped goes on
 * to the weights it would have had. The state is the last thing written of a round.
 */
export class TrainingState {
  readonly #out: string;
  readonly #settings: z.infer<typeof StateSchema>['settings'];
  readonly #curve: string[];
  #rounds: number;
  #weights: Uint8Array | null = null;

  /** Goes on with what is in the folder, or begins. Throws if another training is in there. */
  static open(out: string, { seed, rounds, pictures, steps, gl }: DetectorConfig): TrainingState {
    const settings = { seed, rounds, pictures, steps, gl };
    const file = join(out, FILE);
    if (!existsSync(file)) return new TrainingState(out, settings, 0, [HEAD]);
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

  private constructor(
    out: string,
    settings: z.infer<typeof StateSchema>['settings'],
    rounds: number,
    curve: string[],
  ) {
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

  note(set: 'training' | 'held-out', step: number, learningRate: number, losses: DetectorLosses): void {
    const { total, objectness, box, class: classes } = losses;
    const values = [total, objectness, box, classes].map((value) => value.toPrecision(5));
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
