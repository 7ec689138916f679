import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseAttackConfig } from '../config/attack-config.ts';
import { attack } from './attack.ts';
import type { RegisterCommand } from './command.ts';
import { addHostingOptions, HOSTING_NAMES, pick } from './hosting-options.ts';
import { writeReport } from './report.ts';

/** An attack that finishes in about five minutes on two cores. */
const DEMO = {
  task: 'driving/one-curve',
  space: 'paper',
  agent: 'cil',
  adversary: 'bbgan',
  settings: { pool: 400, induced: 50, samples: 100, baseline: 100 },
};

/** `faultscape demo`: the whole of it in one command. */
export const registerDemo: RegisterCommand = (program, io) => {
  const command = program
    .command('demo')
    .description('attack the shipped camera agent in about five minutes and write the report')
    .option('--out <folder>', 'run folder (default: the first of runs/demo, runs/demo-2, ... that is free)');
  addHostingOptions(command).action(async (_, self) => {
    const options = self.optsWithGlobals();
    const config = parseAttackConfig(DEMO, {
      ...pick(options, HOSTING_NAMES),
      out: options.out ?? freeFolder(),
      settings: {},
    });
    io.err(`attacking ${DEMO.agent} on ${DEMO.task} in space ${DEMO.space}; log in ${config.out}\n`);
    await attack(config, { resume: false, json: false }, io);
    io.out('\n');
    await writeReport(config.out, { plugin: [], gl: config.gl, pictures: true }, io);
  });
};

function freeFolder(): string {
  for (let i = 1; ; i++) {
    const folder = join('runs', i === 1 ? 'demo' : `demo-${i}`);
    if (!existsSync(folder)) return folder;
  }
}
