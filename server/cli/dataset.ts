import { resolve } from 'node:path';
import { FaultscapeError } from '../../sim/core/index.ts';
import { Dataset } from '../dataset/dataset.ts';
import type { DatasetManifest } from '../dataset/dataset-manifest.ts';
import { drawDatasetSheet } from '../dataset/sheet/dataset-sheet.ts';
import { pngBytes } from '../report/gallery/png.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import type { CliIo, RegisterCommand } from './command.ts';
import { toNumber } from './hosting-options.ts';
import { textTable } from './table.ts';

interface SheetFlags {
  readonly out: string;
  readonly columns: number;
  readonly rows: number;
  readonly seed: number;
  readonly masks: boolean;
}

const MOST_TILES = 100;

/** `faultscape dataset`: what is in a dataset, and whether it is whole. */
export const registerDataset: RegisterCommand = (program, io) => {
  const dataset = program.command('dataset').description('look into a dataset of faultscape collect');
  dataset
    .command('check')
    .description('compare a dataset with its checksums, and count its pictures by class')
    .argument('<folder>', 'folder of the dataset')
    .option('--json', 'print the manifest as JSON', false)
    .action((folder: string, { json }: { readonly json: boolean }) => check(folder, json, io));
  dataset
    .command('sheet')
    .description('draw pictures of a dataset in a grid, with classes and boxes')
    .argument('<folder>', 'folder of the dataset')
    .requiredOption('--out <file>', 'PNG file to write')
    .option('--columns <n>', 'pictures in a row', toNumber, 8)
    .option('--rows <n>', 'rows', toNumber, 6)
    .option('--seed <n>', 'which pictures are shown', toNumber, 1)
    .option('--masks', 'colour each pixel by its class', false)
    .action((folder: string, flags: SheetFlags) => sheet(folder, flags, io));
};

function check(folder: string, json: boolean, io: CliIo): void {
  const dataset = Dataset.open(folder);
  try {
    // Each picture is whole: the checksums say only that nobody has changed it.
    for (const sample of dataset.samples) {
      dataset.image(sample);
      dataset.mask(sample);
    }
    const { manifest } = dataset;
    io.out(json ? `${JSON.stringify(manifest, null, 2)}\n` : textOf(manifest));
  } finally {
    dataset.close();
  }
}

function textOf(manifest: DatasetManifest): string {
  const { task, space, agent, seed, every, samples, scenes, image, masks, shards, classOf, counts } =
    manifest;
  const rows = Object.entries(counts).map(([name, count]) => [
    name === '' ? 'nothing' : name,
    String(count),
    `${((100 * count) / samples).toFixed(1)} %`,
  ]);
  return `${[
    `task      ${task}, space ${space.name}, seed ${seed}`,
    `agent     ${agent === null ? 'none: each scene as it begins' : `${agent}, every ${every} steps`}`,
    `pictures  ${samples} of ${scenes} scenes, ${image.widthPx} x ${image.heightPx}${masks === null ? '' : ', with masks'}`,
    `shards    ${shards.length}, as they were written`,
  ].join('\n')}\n\n${textTable([classOf, 'pictures', 'share'], rows)}`;
}

function sheet(folder: string, { out, columns, rows, seed, masks }: SheetFlags, io: CliIo): void {
  for (const [what, value] of [
    ['columns', columns],
    ['rows', rows],
  ] as const) {
    if (Number.isInteger(value) && value >= 1 && value <= MOST_TILES) continue;
    throw new FaultscapeError('usage', `The number of ${what} is wrong.`, {
      expected: `a whole number from 1 to ${MOST_TILES}`,
      got: String(value),
    });
  }
  const dataset = Dataset.open(folder);
  try {
    const { rgb, widthPx, heightPx } = drawDatasetSheet(dataset, { columns, rows, seed, masks });
    writeFileAtomic(resolve(out), pngBytes(rgb, widthPx, heightPx));
    io.err(
      `${Math.min(columns * rows, dataset.samples.length)} of ${dataset.samples.length} pictures in ${out}\n`,
    );
  } finally {
    dataset.close();
  }
}
