import { join, resolve } from 'node:path';
import { createTask, type SbftTest, sbftTest } from '../../sim/index.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { readerOf } from '../evaluate/open-task.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { makeFolder } from '../store/make-folder.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { CliIo, RegisterCommand } from './command.ts';
import { pluginsOf } from './run-plugins.ts';

interface ExportOptions {
  readonly out: string;
  readonly plugin: readonly string[];
}

/** `faultscape export-sbft`: a run's roads as tests of the SBFT tool competition, with their results. */
export const registerExportSbft: RegisterCommand = (program, io) => {
  program
    .command('export-sbft')
    .description("write a lane-keeping run as the SBFT competition's result files, test.NNNN.json")
    .argument('<run>', 'folder of a run of driving/lane-keeping')
    .requiredOption('--out <folder>', 'where to write them')
    .action((run: string, _, self) => exportRun(run, self.optsWithGlobals(), io));
};

async function exportRun(run: string, { out, plugin }: ExportOptions, io: CliIo): Promise<void> {
  const folder = RunFolder.open(run, { write: false });
  try {
    await loadParts(pluginsOf(folder, plugin));
    const task = createTask(folder.manifest.task, readerOf(folder.taskFiles()));
    const counts: Record<string, number> = { PASS: 0, FAIL: 0, ERROR: 0, INVALID: 0 };
    const index = ['id,episode,outcome,seed,q'];
    for (const [i, row] of folder.store.rows().entries()) {
      const { id: name, scene, seed, reason, q } = row;
      const trajectory = row.status === 'done' ? folder.store.trajectory(name) : null;
      const test = sbftTest(task, i + 1, { name, scene, seed, reason, trajectory });
      // A task that cannot be exported leaves no folder behind.
      if (i === 0) makeFolder(resolve(out), '--out');
      writeFileAtomic(join(resolve(out), fileName(test)), `${JSON.stringify(test)}\n`);
      const outcome = test.test_outcome ?? 'INVALID';
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      index.push(`${test.id},${name},${outcome},${seed},${q ?? ''}`);
    }
    if (index.length > 1) writeFileAtomic(join(resolve(out), 'episodes.csv'), `${index.join('\n')}\n`);
    const said = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
    io.out(`${index.length - 1} tests in ${out}: ${said.join(', ')}\n`);
  } finally {
    folder.close();
  }
}

function fileName({ id }: SbftTest): string {
  return `test.${String(id).padStart(4, '0')}.json`;
}
