/**
 * Draws docs/images/coco.jpg, views that YOLOv5s does not recognise, with its surest boxes: green the true
 * class, red any other. `npx tsx bench/experiments/coco-picture.ts yolov5s`
 */
import { writeFileSync } from 'node:fs';
import { classNames } from '../../agents/coco/adapter.ts';
import { loadCocoNet } from '../../agents/coco/load-coco.ts';
import { inputShape, pictureWriter } from '../../agents/coco/picture-tensor.ts';
import { BOX_READERS } from '../../agents/coco/read-boxes.ts';
import { encodeJpeg } from '../../server/encode/jpeg.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { type Box, createTask, keepBoxes, type ShapeClass } from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';

/** Class, seed and azimuth of each picture, row by row. */
const VIEWS: readonly (readonly [ShapeClass, number, number])[] = [
  ['car', 1, 0],
  ['car', 1, 90],
  ['motorbike', 1, 0],
  ['bicycle', 1, 0],
  ['boat', 1, 40],
  ['bottle', 1, 40],
  ['bench', 1, 90],
  ['truck', 1, 0],
];
const COLUMNS = 4;
const SHOWN_PX = 256;
const [GREEN, RED] = [
  [40, 200, 60],
  [230, 40, 40],
] as const;

const { adapter, net } = await loadCocoNet(FILE_CONTEXT, process.argv[2] ?? 'yolov5s');
const names = classNames(adapter);
const { widthPx, heightPx, output } = adapter;
const camera = { widthPx, heightPx, rgb: true, depth: false, semantic: false };
const renderer = openHeadlessRenderer({ route: 'swiftshader' });
const input = new Float32Array(inputShape(adapter).reduce((all, length) => all * length, 1));
const write = pictureWriter(adapter);
const how = {
  ours: Int32Array.from(names, (_, k) => k),
  ...(output.unit === 'pixel' ? { width: widthPx, height: heightPx } : { width: 1, height: 1 }),
  least: 0.05,
};
const sheetPx = { widthPx: COLUMNS * SHOWN_PX, heightPx: Math.ceil(VIEWS.length / COLUMNS) * SHOWN_PX };
const sheet = new Uint8Array(sheetPx.widthPx * sheetPx.heightPx * 3);

for (const [place, [name, seed, cameraAzimuthDeg]] of VIEWS.entries()) {
  const task = createTask(`detection/${name}`);
  const scene = { ...task.nominal, cameraAzimuthDeg };
  const episode = task.begin(scene, { seed, seat: 0, renderer, needs: { camera, truth: false } });
  const rgb = episode.observe().frame?.rgb as Uint8Array;
  write(rgb, input);
  const [x, y] = [(place % COLUMNS) * SHOWN_PX, Math.floor(place / COLUMNS) * SHOWN_PX];
  paste(rgb, x, y);
  episode.close();
  const found = keepBoxes(BOX_READERS[output.kind].read(await net.run(input), how));
  const right = names.indexOf(adapter.names[name] ?? '');
  for (const box of [...found].reverse()) {
    const own = box.classIndex === right;
    if (own || box.objectness >= 0.2) outline(box, x, y, own ? GREEN : RED);
  }
  const said = found.slice(0, 3).map((box) => `${names[box.classIndex]} ${box.objectness.toFixed(2)}`);
  console.log(`${name} ${seed}, ${cameraAzimuthDeg} deg: ${said.join(', ') || 'nothing'}`);
}
renderer.close();
await net.close();
writeFileSync(new URL('../../docs/images/coco.jpg', import.meta.url), encodeJpeg(sheet, sheetPx));

/** A picture, made smaller by the mean of the pixels that fall on one. */
function paste(rgb: Uint8Array, left: number, top: number): void {
  for (let y = 0; y < SHOWN_PX; y++) {
    const rowsPx = [Math.floor((y * heightPx) / SHOWN_PX), Math.floor(((y + 1) * heightPx) / SHOWN_PX)];
    for (let x = 0; x < SHOWN_PX; x++) {
      const columnsPx = [Math.floor((x * widthPx) / SHOWN_PX), Math.floor(((x + 1) * widthPx) / SHOWN_PX)];
      const sums = [0, 0, 0];
      let count = 0;
      for (let v = rowsPx[0] as number; v < (rowsPx[1] as number); v++) {
        for (let u = columnsPx[0] as number; u < (columnsPx[1] as number); u++) {
          for (let c = 0; c < 3; c++)
            sums[c] = (sums[c] as number) + (rgb[(v * widthPx + u) * 3 + c] as number);
          count++;
        }
      }
      paint(
        left + x,
        top + y,
        sums.map((sum) => sum / count),
      );
    }
  }
}

function outline(box: Box, left: number, top: number, colour: readonly number[]): void {
  const at = (share: number) => Math.min(SHOWN_PX - 1, Math.round(share * SHOWN_PX));
  const [l, t, r, b] = [at(box.left), at(box.top), at(box.right), at(box.bottom)];
  for (let x = l; x <= r; x++) for (const y of [t, b]) paint(left + x, top + y, colour);
  for (let y = t; y <= b; y++) for (const x of [l, r]) paint(left + x, top + y, colour);
}

function paint(x: number, y: number, colour: readonly number[]): void {
  sheet.set(colour, (y * sheetPx.widthPx + x) * 3);
}
