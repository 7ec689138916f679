/**
 * Draws docs/images/coco.jpg, views that YOLOv5s does not recognise, with its surest boxes: green the true
 * class, red any other. `npx tsx bench/experiments/coco-picture.ts yolov5s`
 */
import { writeFileSync } from 'node:fs';
import { classNames } from '../../agents/coco/adapter.ts';
import { loadCocoNet } from '../../agents/coco/load-coco.ts';
import { inputShape, pictureWriter } from '../../agents/coco/picture-tensor.ts';
import { BOX_READERS } from '../../agents/coco/read-boxes.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { createTask, keepBoxes, type ShapeClass } from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import { PictureSheet } from './picture-sheet.ts';

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
const sheet = new PictureSheet({ count: VIEWS.length, columns: COLUMNS, sidePx: SHOWN_PX });

for (const [place, [name, seed, cameraAzimuthDeg]] of VIEWS.entries()) {
  const task = createTask(`detection/${name}`);
  const scene = { ...task.nominal, cameraAzimuthDeg };
  const episode = task.begin(scene, { seed, seat: 0, renderer, needs: { camera, truth: false } });
  const rgb = episode.observe().frame?.rgb as Uint8Array;
  write(rgb, input);
  sheet.paste(place, rgb, widthPx, heightPx);
  episode.close();
  const found = keepBoxes(BOX_READERS[output.kind].read(await net.run(input), how));
  const right = names.indexOf(adapter.names[name] ?? '');
  for (const box of [...found].reverse()) {
    const own = box.classIndex === right;
    if (own || box.objectness >= 0.2) sheet.outline(place, box, own ? GREEN : RED);
  }
  const said = found.slice(0, 3).map((box) => `${names[box.classIndex]} ${box.objectness.toFixed(2)}`);
  console.log(`${name} ${seed}, ${cameraAzimuthDeg} deg: ${said.join(', ') || 'nothing'}`);
}
renderer.close();
await net.close();
writeFileSync(new URL('../../docs/images/coco.jpg', import.meta.url), sheet.jpeg());
