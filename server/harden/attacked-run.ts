import { loadDistribution } from '../../adversary/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Point, Space } from '../../sim/space/index.ts';
import { spaceOf } from '../attack/attack-parts.ts';
import { nothingFound } from '../attack/nothing-found.ts';
import { type AttackConfig, parseAttackConfig } from '../config/attack-config.ts';
import { openTask, readerOf } from '../evaluate/open-task.ts';
import { enginesOf } from '../store/engines-of.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { TaskFile } from '../store/task-copies.ts';

/** A finished attack as far as there is something to learn from it. */
export interface AttackedRun {
  readonly name: string;
  /** As the attack was asked for, but drawn and computed as it turned out to be. */
  readonly config: AttackConfig;
  readonly agentVersion: string;
  readonly task: Task;
  readonly files: readonly TaskFile[];
  readonly space: Space;
  /** Points of the episodes that failed, each once. */
  readonly failures: readonly Point[];
  /** Draws from what the attack learned; null where it learned no more than the failures it met. */
  readonly draw: ((count: number, seed: number) => readonly Point[]) | null;
}

/** Distributions that tell nothing beyond the failures in the log. */
const NOTHING_LEARNED: readonly unknown[] = ['uniform', 'empirical'];

/**
 * Reads the folder of an attack. Throws errors that say what to do if it is none, is not finished, was of an
 * oracle, or nothing failed in it (kind `no-failure`).
 */
export function readAttackedRun(path: string): AttackedRun {
  const run = RunFolder.open(path, { write: false });
  try {
    const { manifest } = run;
    if (manifest.command !== 'attack') {
      throw unfit('Only what an attack found can be learned from.', 'a run of faultscape attack', {
        got: `one of faultscape ${manifest.command}`,
        hint: 'faultscape attack --task ... --agent ... --out runs/first',
      });
    }
    if (manifest.status !== 'done' || !run.has('distribution.json')) {
      throw unfit(`The attack in ${path} is not finished.`, 'a finished attack', {
        got: `one that is ${manifest.status}`,
        hint: `faultscape attack --resume --out ${path}`,
      });
    }
    if (manifest.task.startsWith('oracle/')) {
      throw unfit('An oracle scored this run, so there is no agent to train.', 'an agent of this program', {
        got: `${manifest.task}, scored by ${manifest.agent}`,
        hint: `faultscape sample ${path} draws scenes to train on elsewhere`,
      });
    }
    const rows = run.store.rows();
    const nothing = nothingFound(rows);
    if (nothing !== null) throw nothing;
    const config = parseAttackConfig(manifest.config, { settings: {} });
    const { task, files } = openTask(config.task, readerOf(run.taskFiles()));
    const points = rows.flatMap(({ failed, point }) => (failed === true && point !== null ? [point] : []));
    const saved = run.readJson('distribution.json');
    const learned = !NOTHING_LEARNED.includes((saved as { kind?: unknown }).kind);
    const { engine, tf } = enginesOf(manifest);
    const gl = (manifest.renderer?.split(':')[0] ?? config.gl) as AttackConfig['gl'];
    return {
      name: manifest.name,
      config: { ...config, gl, engine, tf: tf as AttackConfig['tf'] },
      agentVersion: manifest.agentVersion,
      task,
      files,
      space: spaceOf(task, config.space),
      failures: [...new Map(points.map((point) => [point.join(), point])).values()],
      draw: learned ? (count, seed) => loadDistribution(saved).sample(count, seed) : null,
    };
  } finally {
    run.close();
  }
}

function unfit(
  what: string,
  expected: string,
  { got, hint }: { got: string; hint: string },
): FaultscapeError {
  return new FaultscapeError('data', what, { expected, got, hint });
}
