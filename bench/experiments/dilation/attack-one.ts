import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answersIn, planesOfRun } from '../../../server/perception/run-planes.ts';
import { isUniform } from '../../../server/report/run-view.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { wilson } from '../../../sim/core/index.ts';
import type { AttackedNet } from './study-report.ts';
import type { TrainedNet } from './train-one.ts';

const MAIN = fileURLToPath(new URL('../../../server/cli/main.ts', import.meta.url));
export const ATTACK =
  '--task recognition/all --space paper --adversary bbgan --pool 400 --induced 80 --samples 100 --baseline 100 --seed 1 --workers 1 --gl swiftshader --engine tfjs';

/** Attacks a trained net, or goes on with an attack on it, and reads what it found. */
export function attackOne({ variant, seed }: TrainedNet, weightsFile: string, out: string): AttackedNet {
  const how = existsSync(out) ? ['--resume'] : [];
  const words = [
    'attack',
    ...ATTACK.split(' '),
    '--agent',
    `classifier:${weightsFile}`,
    '--out',
    out,
    ...how,
  ];
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', MAIN, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`faultscape ${words.join(' ')} ended with ${status}`);
  const run = RunFolder.open(out, { write: false });
  try {
    const planes = planesOfRun(answersIn(run), { seed: 1, bins: 10, shuffles: 5 });
    const bits = (phase: string) =>
      planes.find((one) => one.phase === phase)?.plane.correctedLabelBits ?? Number.NaN;
    const rows = run.store.rows().filter(({ status: how }) => how === 'done');
    const rateOf = (uniform: boolean) => {
      const chosen = rows.filter(({ phase }) => isUniform(phase) === uniform);
      return wilson(chosen.filter(({ failed }) => failed === true).length, chosen.length);
    };
    return {
      variant,
      seed,
      random: rateOf(true),
      generated: rateOf(false),
      randomBits: bits('random'),
      generatedBits: bits('generated'),
    };
  } finally {
    run.close();
  }
}
