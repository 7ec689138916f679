import { join, resolve } from 'node:path';
import { FaultscapeError } from '../../sim/core/index.ts';
import { GL_CHOICES, type GlChoice } from '../../sim/render/headless.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { buildReport } from '../report/build-report.ts';
import { viewRun } from '../report/load-run.ts';
import { renderText } from '../report/terminal.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { CliIo, GlobalOptions, RegisterCommand } from './command.ts';
import { pluginsOf } from './run-plugins.ts';

interface ReportOptions extends GlobalOptions {
  readonly out?: string;
  readonly gl: string;
  readonly pictures: boolean;
}

/** `faultscape report`: where the agent fails, as one HTML page and as text. */
export const registerReport: RegisterCommand = (program, io) => {
  program
    .command('report')
    .description('write a page that shows where the agent of a run fails, and print its facts')
    .argument('<run>', 'run folder, finished or not')
    .option('--out <file>', 'where to write the page (default: report.html in the run folder)')
    .option('--gl <route>', `how to draw the pictures: ${GL_CHOICES.join(', ')}`, 'auto')
    .option('--no-pictures', 'leave out rendered frames')
    .action(async (folder: string, _, command) => {
      const { gl, ...options } = command.optsWithGlobals() as ReportOptions;
      await writeReport(folder, { ...options, gl: checkedRoute(gl) }, io);
    });
};

/** Writes the page of a run and prints its facts. */
export async function writeReport(
  folder: string,
  options: { plugin: readonly string[]; out?: string; gl: GlChoice; pictures: boolean },
  io: CliIo,
): Promise<void> {
  const run = RunFolder.open(folder, { write: false });
  try {
    await loadParts(pluginsOf(run, options.plugin));
    const view = viewRun(run, folder);
    const report = await buildReport(view, { gl: options.gl, pictures: options.pictures });
    const file = resolve(options.out ?? join(run.path, 'report.html'));
    writeFileAtomic(file, report.page);
    io.out(renderText(view, report.facts));
    if (report.note !== null) io.err(`${report.note}\n`);
    io.out(`\npage: ${file}\n`);
  } finally {
    run.close();
  }
}

function checkedRoute(route: string): GlChoice {
  if ((GL_CHOICES as readonly string[]).includes(route)) return route as GlChoice;
  throw new FaultscapeError('usage', 'There is no such way to draw.', {
    expected: `one of ${GL_CHOICES.join(', ')}`,
    got: route,
  });
}
