import { GL_CHOICES } from '../../sim/render/headless.ts';
import { ENGINE_CHOICES, TF_CHOICES } from '../config/attack-config.ts';
import { parseHardenConfig } from '../config/harden-config.ts';
import { findings, settingOf, type Table, verdictTable } from '../harden/hardening-words.ts';
import { runHardening } from '../harden/run-hardening.ts';
import { writeHardening } from '../harden/write-hardening.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { GlobalOptions, RegisterCommand } from './command.ts';
import { pick, toNumber } from './hosting-options.ts';
import { interruptible } from './interrupt.ts';
import { pluginsOf } from './run-plugins.ts';
import { textTable } from './table.ts';

const NAMES = [
  ...['out', 'share', 'rounds', 'episodes', 'steps', 'learningRate', 'judged', 'attacks'],
  ...['seed', 'workers', 'seats', 'gl', 'tf', 'engine'],
];

interface HardenOptions extends GlobalOptions {
  readonly resume: boolean;
  readonly json: boolean;
}

/** `faultscape harden`: trains an agent on the failures that an attack learned, and judges it before and after. */
export const registerHarden: RegisterCommand = (program, io) => {
  program
    .command('harden')
    .description('train a built-in agent on the failures that an attack learned, and show before and after')
    .argument('<run>', 'folder of a finished attack on cil, uav-vision, classifier or detector')
    .option('--out <folder>', 'where new weights, report and the runs that judge go')
    .option(
      '--share <x>',
      'training episodes, or pictures, in learned failures, of all (default: 0.5)',
      toNumber,
    )
    .option('--rounds <n>', 'rounds of training (default: by agent)', toNumber)
    .option('--episodes <n>', 'training episodes, or pictures, of a round (default: by agent)', toNumber)
    .option('--steps <n>', 'training steps of a round (default: by agent)', toNumber)
    .option('--learning-rate <x>', 'highest rate of Adam (default: by agent)', toNumber)
    .option('--judged <n>', 'episodes of each kind that judge before and after (default: 100)', toNumber)
    .option('--attacks <n>', 'new adversaries set on both, of the old budget (default: 1)', toNumber)
    .option('--seed <n>', 'seed of everything random (default: 1)', toNumber)
    .option('--workers <n>', 'worker processes (default: one per core)', toNumber)
    .option('--seats <n>', 'episodes side by side in a worker (default: 8)', toNumber)
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')} (default: as the attack)`)
    .option('--tf <backend>', `TensorFlow.js backend: ${TF_CHOICES.join(', ')} (default: as the attack)`)
    .option(
      '--engine <engine>',
      `what runs agents' nets: ${ENGINE_CHOICES.join(', ')} (default: as the attack)`,
    )
    .option('--resume', 'go on with the hardening in --out', false)
    .option('--json', 'print JSON', false)
    .action(async (run: string, _, self) => {
      const { resume, json, plugin, ...options } = self.optsWithGlobals() as HardenOptions;
      const plugins = pluginsOf({ manifest: RunFolder.readManifest(run) }, plugin);
      const config = parseHardenConfig({ run, ...pick(options, NAMES), plugins });
      const hardening = await interruptible(
        io,
        (signal) => runHardening({ config, resume, sink: io, signal }),
        'stopping; every whole stage is kept',
      );
      const { page, card, data } = await writeHardening(hardening);
      if (json) {
        io.out(data);
        return;
      }
      const { header, rows } = narrow(verdictTable(hardening));
      const says = findings(hardening).map((line) => `- ${line}`);
      io.out(
        `${textTable(header, rows)}\n${says.join('\n')}\n\n${settingOf(hardening).join('\n')}\n\n` +
          `agent     ${hardening.agent.after}\nreport    ${page}\ncard      ${card}\n` +
          `next      faultscape attack --task ${hardening.task} --agent ${hardening.agent.after} --out runs/again\n`,
      );
    });
};

/** Columns for which a terminal has no room. */
const LEFT_OUT = ['mean Q before', 'mean Q after'];

function narrow({ header, rows }: Table): Table {
  const kept = (cells: readonly string[]) => cells.filter((_, i) => !LEFT_OUT.includes(header[i] as string));
  return { header: kept(header), rows: rows.map(kept) };
}
