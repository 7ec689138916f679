import { resolve } from 'node:path';
import { loadDistribution } from '../../adversary/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { Space } from '../../sim/space/index.ts';
import { formatScenes, isSampleFormat, SAMPLE_FORMATS } from '../report/format-scenes.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { RegisterCommand } from './command.ts';
import { toNumber } from './hosting-options.ts';

interface SampleOptions {
  readonly count: number;
  readonly seed: number;
  readonly format: string;
  readonly out?: string;
}

const MOST = 1_000_000;

/** `faultscape sample`: new scenes from the distribution that a run learned. */
export const registerSample: RegisterCommand = (program, io) => {
  program
    .command('sample')
    .description('draw new scenes from the distribution of failures that a run learned')
    .argument('<run>', 'folder of a finished attack')
    .option('-n, --count <n>', 'how many scenes', toNumber, 100)
    .option('--seed <n>', 'equal seeds draw equal scenes', toNumber, 1)
    .option('--format <format>', SAMPLE_FORMATS.join(', '), 'json')
    .option('--out <file>', 'write to a file instead of the terminal')
    .action((folder: string, { count, seed, format, out }: SampleOptions) => {
      expectWhole('number of scenes (-n)', count, 1, MOST);
      expectWhole('seed', seed, 0, 0xffff_ffff);
      if (!isSampleFormat(format)) throw wrong('format', `one of ${SAMPLE_FORMATS.join(', ')}`, format);
      const { scenes, task, space, learned, status } = draw(folder, count, seed);
      if (status !== 'done') io.err(`This run is ${status}: what it has learned so far is drawn from.\n`);
      if (!learned) io.err('This run learned nothing: its scenes are uniform over the space.\n');
      const text = formatScenes(format, { task, space, run: folder, seed, scenes });
      if (out === undefined) io.out(text);
      else {
        writeFileAtomic(resolve(out), text);
        io.err(`${count} scenes in ${out}\n`);
      }
    });
};

function draw(folder: string, count: number, seed: number) {
  const run = RunFolder.open(folder, { write: false });
  try {
    const { space: plain, task, status } = run.manifest;
    if (plain === null || !run.has('distribution.json')) {
      throw new FaultscapeError('data', `The run ${folder} holds no learned distribution.`, {
        expected: 'a finished attack',
        got: `a run of faultscape ${run.manifest.command} that is ${status}`,
        hint: `finish it with faultscape attack --resume --out ${folder}`,
      });
    }
    const saved = run.readJson('distribution.json');
    const space = new Space(plain.name, plain.axes);
    const scenes = loadDistribution(saved)
      .sample(count, seed)
      .map((point) => space.decode(point));
    return { scenes, task, space, status, learned: (saved as { kind?: unknown }).kind !== 'uniform' };
  } finally {
    run.close();
  }
}

function expectWhole(what: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw wrong(what, `a whole number from ${low} to ${high}`, String(value));
}

function wrong(what: string, expected: string, got: string): FaultscapeError {
  return new FaultscapeError('usage', `The ${what} is wrong.`, { expected, got });
}
