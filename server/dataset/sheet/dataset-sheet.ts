import { FaultscapeError } from '../../../sim/core/index.ts';
import type { Dataset, Sample } from '../dataset.ts';
import { sampleStream } from '../sample-stream.ts';
import { fitting, LINE_PX, writeText } from './pixel-font.ts';
import { type Colour, Raster } from './raster.ts';

export interface DatasetSheetRequest {
  readonly columns: number;
  readonly rows: number;
  /** Decides which pictures are shown. */
  readonly seed: number;
  /** Colours each pixel by its class, over the picture. */
  readonly masks: boolean;
}

/** Small pictures are shown larger, each pixel a square, until they are this wide. */
const LEAST_WIDTH_PX = 140;
const GAP_PX = 6;
const PAPER: Colour = [250, 250, 250];
const INK: Colour = [20, 20, 20];
const FAILED: Colour = [190, 20, 20];
const BOX: Colour = [255, 230, 0];
const SHADE: Colour = [0, 0, 0];
const MOST_SIDE_PX = 16_384;

/** Colours of semantic classes, in turn. */
const MASK_COLOURS: readonly Colour[] = [
  ...([
    [120, 180, 255],
    [90, 90, 90],
    [255, 255, 255],
    [200, 160, 120],
    [110, 160, 60],
  ] as const),
  ...([
    [170, 80, 60],
    [20, 110, 40],
    [230, 200, 40],
    [40, 60, 220],
    [240, 40, 140],
  ] as const),
  ...([
    [250, 120, 20],
    [150, 40, 200],
    [0, 200, 200],
    [220, 20, 20],
  ] as const),
];

/** Pictures of a dataset in a grid, every class as often as any other, with their boxes and what is known of each. */
export function drawDatasetSheet(dataset: Dataset, request: DatasetSheetRequest): Raster {
  const { widthPx, heightPx } = dataset.manifest.image;
  const { columns, rows } = request;
  const scale = Math.max(1, Math.ceil(LEAST_WIDTH_PX / widthPx));
  const tile = { widthPx: widthPx * scale + GAP_PX, heightPx: heightPx * scale + 2 * (LINE_PX + 3) + GAP_PX };
  const sheetWidthPx = columns * tile.widthPx + GAP_PX;
  const sheetHeightPx = rows * tile.heightPx + GAP_PX;
  if (Math.max(sheetWidthPx, sheetHeightPx) > MOST_SIDE_PX) {
    throw new FaultscapeError('usage', 'The sheet would be too large.', {
      expected: `at most ${MOST_SIDE_PX} pixels a side`,
      got: `${sheetWidthPx} x ${sheetHeightPx}`,
      hint: 'fewer --columns or --rows',
    });
  }
  const sheet = new Raster(sheetWidthPx, sheetHeightPx, PAPER);
  chosen(dataset, request).forEach((sample, i) => {
    const xPx = GAP_PX + (i % columns) * tile.widthPx;
    const yPx = GAP_PX + Math.floor(i / columns) * tile.heightPx;
    drawSample(sheet, dataset, sample, { xPx, yPx, scale }, request.masks);
  });
  return sheet;
}

/** As many as fit, none twice, by class. */
function chosen(dataset: Dataset, { columns, rows, seed }: DatasetSheetRequest): readonly Sample[] {
  const { samples } = dataset;
  const picked = new Set<Sample>();
  const most = Math.min(columns * rows, samples.length);
  for (const sample of sampleStream(samples, { seed, balanced: true })) {
    picked.add(sample);
    if (picked.size >= most) break;
  }
  return [...picked].sort((a, b) => (a.class ?? -1) - (b.class ?? -1) || (a.key < b.key ? -1 : 1));
}

function drawSample(
  sheet: Raster,
  dataset: Dataset,
  sample: Sample,
  at: { readonly xPx: number; readonly yPx: number; readonly scale: number },
  masks: boolean,
): void {
  const { image, classes, masks: maskNames } = dataset.manifest;
  const { xPx, yPx, scale } = at;
  const mask = masks ? dataset.mask(sample) : null;
  if (masks && mask === null) {
    throw new FaultscapeError('usage', `The dataset in ${dataset.folder} has no masks.`, {
      expected: 'one that was collected with --masks',
      got: `masks: ${JSON.stringify(maskNames)}`,
    });
  }
  const rgb = mask === null ? dataset.image(sample) : tinted(dataset.image(sample), mask);
  const [widthPx, heightPx] = [image.widthPx * scale, image.heightPx * scale];
  sheet.paste(rgb, image, at);
  if (sample.box !== null) {
    const [left, top, right, bottom] = sample.box;
    const x = (share: number) => xPx + Math.min(widthPx - 1, Math.floor(share * widthPx));
    const y = (share: number) => yPx + Math.min(heightPx - 1, Math.floor(share * heightPx));
    sheet.frame(x(left) + 1, y(top) + 1, x(right) + 1, y(bottom) + 1, SHADE);
    sheet.frame(x(left), y(top), x(right), y(bottom), BOX);
  }
  const { score, scene, step } = dataset.record(sample);
  const name = sample.class === null ? 'nothing' : (classes[sample.class] as string);
  const second = score === null ? `scene ${scene}` : `${scene}/${step} Q=${score.total.toFixed(2)}`;
  const textAt = yPx + heightPx + 3;
  writeText(sheet, fitting(name, widthPx), { xPx, yPx: textAt }, INK);
  writeText(
    sheet,
    fitting(second, widthPx),
    { xPx, yPx: textAt + LINE_PX + 3 },
    score?.failed === true ? FAILED : INK,
  );
}

function tinted(rgb: Uint8Array, mask: Uint8Array): Uint8Array {
  return rgb.map((value, i) => {
    const colour = MASK_COLOURS[(mask[Math.floor(i / 3)] as number) % MASK_COLOURS.length] as Colour;
    return Math.round((value + 2 * (colour[i % 3] as number)) / 3);
  });
}
