import { FaultscapeError } from '../../sim/core/index.ts';
import { AgentFault } from '../../sim/index.ts';
import type { Scene, Space } from '../../sim/space/index.ts';
import type { OracleConfig } from '../config/oracle-config.ts';
import { type Oracle, type OracleAnswer, type OracleQuestion, Scale } from './oracle.ts';

/** Scores a scene; throws SceneRefused for one that cannot be, and AgentFault to be asked again. */
export type ScoreFunction = (
  scene: Scene,
  question: OracleQuestion,
) => number | OracleAnswer | Promise<number | OracleAnswer>;

/** A function of the program that calls us. */
export class FunctionOracle implements Oracle {
  readonly name: string;
  readonly version: string;
  readonly space: Space;
  readonly scale: Scale;
  readonly tries: number;
  readonly #score: ScoreFunction;

  constructor(space: Space, config: Extract<OracleConfig, { kind: 'function' }>, score: ScoreFunction) {
    this.name = config.name;
    this.version = config.version;
    this.space = space;
    this.scale = new Scale({ worst: config.worst ?? 0, best: config.best ?? 1, failsAt: config.failsAt });
    this.tries = config.tries;
    this.#score = score;
  }

  async ask(scene: Scene, question: OracleQuestion): Promise<OracleAnswer> {
    const answer = await this.#score(scene, question);
    const whole = typeof answer === 'number' ? { score: answer } : answer;
    if (Number.isFinite(whole.score)) return whole;
    throw new AgentFault(
      `The function ${this.name} gave no score: expected a finite number, got ${whole.score}`,
    );
  }
}

/** A run of a function is gone on with by the program that has it. */
export function functionIsElsewhere(name: string): FaultscapeError {
  return new FaultscapeError('usage', `The function ${name} is not here.`, {
    expected: 'the program that began the run, which calls attackOracle again with resume',
    got: 'a command line',
  });
}
