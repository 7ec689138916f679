import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Ratio, ratioOf } from '../measure.ts';

const POINTS = 5000;
const LIMIT_MB = 2000;
const PROGRAM = fileURLToPath(new URL('./gp-program.ts', import.meta.url));

/** What a Gaussian process takes in memory when it learns on 5,000 trials, and how long. */
export async function gpMemory(): Promise<Ratio> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    PROGRAM,
    String(POINTS),
  ]);
  const { learnerSeconds, trials, mostMb } = JSON.parse(stdout) as Record<string, number> & {
    mostMb: number;
    learnerSeconds: number;
  };
  return ratioOf({
    name: 'gp-5000',
    question: 'most memory of a process whose Gaussian process learns on 5,000 trials over 2 GB',
    target: { atMost: 1 },
    ratio: mostMb / LIMIT_MB,
    sides: { mostMb, limitMb: LIMIT_MB, learnerSeconds },
    note: `adversary gp with most=${POINTS} on problem/modes-12, ${trials} trials; seconds of processor time; Node and tsx included`,
  });
}
