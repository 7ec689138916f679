import { join, resolve } from 'node:path';
import {
  foldNormalisation,
  type NetGraph,
  readNet,
  SHIPPED_WEIGHTS,
  toGraphModel,
  toOnnx,
} from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { readNetFile } from '../evaluate/read-net-file.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { makeFolder } from '../store/make-folder.ts';
import type { RegisterCommand } from './command.ts';
import { toNumber } from './hosting-options.ts';

interface ExportOptions {
  readonly format: string;
  readonly out: string;
  readonly size?: number;
  readonly fold: boolean;
}

/** Writes a net, and says which file other programs are to open. */
const FORMATS: ReadonlyMap<string, (graph: NetGraph, out: string) => string> = new Map([
  [
    'onnx',
    (graph, out) => {
      makeFolder(resolve(out, '..'), '--out');
      writeFileAtomic(resolve(out), toOnnx(graph));
      return out;
    },
  ],
  [
    'tfjs',
    (graph, out) => {
      makeFolder(resolve(out), '--out');
      // The file that names the others comes last.
      const files = [...toGraphModel(graph)].reverse();
      for (const [name, bytes] of files) writeFileAtomic(resolve(out, name), bytes);
      return join(out, 'model.json');
    },
  ],
]);

/** `faultscape export`: a trained net for other programs. */
export const registerExport: RegisterCommand = (program, io) => {
  program
    .command('export')
    .description('write a trained net as ONNX or as a TensorFlow.js graph model')
    .argument('<net>', `weights file (.fsw), or a shipped net: ${Object.keys(SHIPPED_WEIGHTS).join(', ')}`)
    .requiredOption('--format <format>', [...FORMATS.keys()].join(', '))
    .requiredOption('--out <path>', 'the file to write (onnx), or the folder (tfjs)')
    .option('--size <px>', 'side of the pictures that a classifier is to take (default: 96)', toNumber)
    .option('--no-fold', 'keep normalisations as steps of their own, not worked into convolutions')
    .action(async (net: string, { format, out, size, fold }: ExportOptions) => {
      const write = FORMATS.get(format);
      if (write === undefined) {
        throw new FaultscapeError('usage', 'The format is wrong.', {
          expected: `one of ${[...FORMATS.keys()].join(', ')}`,
          got: format,
        });
      }
      const graph = readNet(await readNetFile(net), size ?? null);
      const file = write(fold ? foldNormalisation(graph) : graph, out);
      io.out(`model     ${file}\nnet       ${graph.architecture}\n`);
      for (const value of graph.inputs) io.out(`takes     ${described(graph, value)}\n`);
      io.out(`answers   ${described(graph, graph.output)}\n`);
    });
};

function described({ notes }: NetGraph, { name, shape }: NetGraph['output']): string {
  return `${name} [batch, ${shape.join(', ')}]: ${notes[name]}`;
}
