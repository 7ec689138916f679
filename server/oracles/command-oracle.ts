import { createHash } from 'node:crypto';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import { AgentFault } from '../../sim/index.ts';
import type { Scene, Space } from '../../sim/space/index.ts';
import type { CommandConfig } from '../config/oracle-config.ts';
import { SceneRefused } from '../evaluate/scene-refused.ts';
import { fillWords, splitCommand } from './command-words.ts';
import { type Oracle, type OracleAnswer, type OracleQuestion, Scale } from './oracle.ts';
import { type ProgramEnd, runProgram } from './run-program.ts';

/** Exit code of sysexits for data that makes no sense: here, a scene that cannot be. */
const REFUSED = 65;
const AnswerSchema = z.object({
  score: z.number(),
  terms: z.record(z.string(), z.number()).optional(),
  reason: z.string().optional(),
});

/**
 * Asks a program: it is started anew for each scene, and the last line that it prints is the score, as a
 * number or as JSON. No shell is between. Its danger: a run of it is somebody else's code.
 */
export class CommandOracle implements Oracle {
  readonly name: string;
  readonly version: string;
  readonly space: Space;
  readonly scale: Scale;
  readonly tries: number;
  readonly #words: readonly string[];
  readonly #timeoutS: number;

  constructor(space: Space, config: CommandConfig) {
    this.name = config.command;
    this.space = space;
    this.scale = new Scale({ worst: config.worst ?? 0, best: config.best ?? 1, failsAt: config.failsAt });
    this.tries = config.tries;
    this.#timeoutS = config.timeoutS;
    this.#words = splitCommand(config.command);
    expectProgram(this.#words[0] as string);
    this.version = versionOf(this.#words);
  }

  async ask(scene: Scene, { id, seed, signal }: OracleQuestion): Promise<OracleAnswer> {
    const folder = mkdtempSync(join(tmpdir(), 'faultscape-scene-'));
    try {
      const json = JSON.stringify(scene);
      const file = join(folder, 'scene.json');
      writeFileSync(file, `${json}\n`);
      const words = fillWords(this.#words, { scene: file, json, seed: String(seed), id });
      const env = { FAULTSCAPE_SCENE: file, FAULTSCAPE_SEED: String(seed), FAULTSCAPE_ID: id };
      return this.#read(await runProgram(words, { timeoutS: this.#timeoutS, signal, env }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  #read(end: ProgramEnd): OracleAnswer {
    if (end.how === 'stopped') throw new FaultscapeError('interrupted', 'The program was stopped.');
    if (end.how === 'exit' && end.code === REFUSED) {
      throw new SceneRefused(lastLine(end.err) || lastLine(end.out) || 'The program refused the scene.');
    }
    if (end.how !== 'exit' || end.code !== 0) throw new AgentFault(this.#lost(end));
    const line = lastLine(end.out);
    const score = Number(line);
    if (line !== '' && Number.isFinite(score)) return { score };
    const parsed = AnswerSchema.safeParse(jsonOf(line));
    if (!parsed.success) {
      throw new AgentFault(
        `The program printed no score: expected a finite number or {"score": ...} in its last line, got ${line === '' ? 'nothing' : `"${line.slice(0, 200)}"`}`,
      );
    }
    const { score: told, terms, reason } = parsed.data;
    return {
      score: told,
      ...(terms === undefined ? {} : { terms }),
      ...(reason === undefined ? {} : { reason }),
    };
  }

  #lost({ how, code, err }: ProgramEnd): string {
    const said = lastLine(err);
    const how_ =
      how === 'timeout'
        ? `took longer than ${this.#timeoutS} s`
        : how === 'exit'
          ? `ended with exit code ${code}`
          : how === 'signal'
            ? 'was killed'
            : how === 'too much'
              ? 'printed more than a megabyte'
              : 'could not be started';
    return `The program ${how_}${said === '' ? '' : `: ${said.slice(0, 300)}`}`;
  }
}

/** A program that is not there is told before the first scene. */
function expectProgram(program: string): void {
  const places = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  const runs = places.some((place) => isExecutable(place === '' ? program : join(place, program)));
  if (runs) return;
  throw new FaultscapeError('usage', 'There is no such program.', {
    expected: 'a program that can be run',
    got: program,
    hint: 'chmod +x it, or name its interpreter, e.g. python3 evaluate.py {scene}',
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The words, and what is in the files among them: a script that was changed is another oracle. */
function versionOf(words: readonly string[]): string {
  const hash = createHash('sha256');
  for (const word of words) {
    hash.update(`${word}\0`);
    try {
      if (statSync(word).isFile()) hash.update(readFileSync(word));
    } catch {
      // No file, only a word.
    }
  }
  return hash.digest('hex').slice(0, 12);
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
