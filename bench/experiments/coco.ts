/**
 * Shows every class to a real detector from the front, from ahead and to its left, and from the side, and prints
 * what it says: `npx tsx bench/experiments/coco.ts yolov5s rows.jsonl`. Its files are fetched as docs/coco.md
 * says. Rows that the file has already are not run again.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { classNames } from '../../agents/coco/adapter.ts';
import { loadCocoNet } from '../../agents/coco/load-coco.ts';
import { inputShape, pictureWriter } from '../../agents/coco/picture-tensor.ts';
import { BOX_READERS } from '../../agents/coco/read-boxes.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { wilson } from '../../sim/core/index.ts';
import {
  type Box,
  createTask,
  intersectionOverUnion,
  keepBoxes,
  SHAPE_CLASSES,
  type ShapeClass,
} from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';

const AZIMUTHS_DEG = [0, 40, 90];
const INSTANCES = 10;
/** What counts as found, of the true class and of any other. */
const FOUND = 0.3;
/** A box lies where the thing is if it overlaps the thing's by this IoU. */
const SAME_PLACE = 0.3;

interface Row {
  readonly name: ShapeClass;
  readonly seed: number;
  readonly cameraAzimuthDeg: number;
  /** Of the true class. */
  readonly q: number;
  /** The surest box of another class, of all the model's, that lies where the thing is; `nothing` without one. */
  readonly other: string;
  readonly otherQ: number;
  /** The surest box of another class that lies elsewhere. */
  readonly stray: string;
  readonly strayQ: number;
}

const [model, file] = process.argv.slice(2);
if (model === undefined || file === undefined) throw new Error('two words: a detector, a file for the rows');
const rows: Row[] = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
  : [];
const { adapter, net, version } = await loadCocoNet(FILE_CONTEXT, model);
const names = classNames(adapter);
const { widthPx, heightPx, output } = adapter;
const camera = { widthPx, heightPx, rgb: true, depth: false, semantic: false };
const renderer = openHeadlessRenderer({ route: 'swiftshader' });
const input = new Float32Array(inputShape(adapter).reduce((all, length) => all * length, 1));
const write = pictureWriter(adapter);
// All classes of the model, to hear what else a thing is taken for.
const how = {
  ours: Int32Array.from(names, (_, k) => k),
  ...(output.unit === 'pixel' ? { width: widthPx, height: heightPx } : { width: 1, height: 1 }),
  least: 0.05,
};

for (const name of SHAPE_CLASSES) {
  for (let seed = 0; seed < INSTANCES; seed++) {
    for (const cameraAzimuthDeg of AZIMUTHS_DEG) {
      const known = rows.some(
        (row) => row.name === name && row.seed === seed && row.cameraAzimuthDeg === cameraAzimuthDeg,
      );
      if (known) continue;
      const row = await look(name, seed, cameraAzimuthDeg);
      rows.push(row);
      appendFileSync(file, `${JSON.stringify(row)}\n`);
    }
  }
}
renderer.close();
await net.close();

console.log(`${model} (${version}), ${INSTANCES} shapes, Wilson intervals at 95 %\n`);
console.log(
  `| class | ${AZIMUTHS_DEG.map((deg) => `${deg} deg`).join(' | ')} | detected | mean Q | taken for |`,
);
console.log(`|---|${'---|'.repeat(AZIMUTHS_DEG.length)}---|---|---|`);
for (const name of SHAPE_CLASSES) console.log(line(name));
console.log(`\nall: ${share(rows)}`);
const strays = rows.filter(({ strayQ }) => strayQ >= FOUND).map(({ stray }) => stray);
console.log(`found elsewhere in ${strays.length} of ${rows.length} pictures: ${most(strays)}`);

async function look(name: ShapeClass, seed: number, cameraAzimuthDeg: number): Promise<Row> {
  const task = createTask(`detection/${name}`);
  const scene = { ...task.nominal, cameraAzimuthDeg };
  const episode = task.begin(scene, { seed, seat: 0, renderer, needs: { camera, truth: true } });
  const { frame, readings = {} } = episode.observe();
  const [left, top, right, bottom] = [...(readings.box ?? [])] as [number, number, number, number];
  write(frame?.rgb as Uint8Array, input);
  episode.close();
  const found = keepBoxes(BOX_READERS[output.kind].read(await net.run(input), how));
  const own = names.indexOf(adapter.names[name] ?? '');
  const onIt = (box: Box) => intersectionOverUnion(box, { left, top, right, bottom }) >= SAME_PLACE;
  const other = found.find((box) => box.classIndex !== own && onIt(box));
  const stray = found.find((box) => box.classIndex !== own && !onIt(box));
  return {
    name,
    seed,
    cameraAzimuthDeg,
    q: found.find(({ classIndex }) => classIndex === own)?.objectness ?? 0,
    other: other === undefined ? 'nothing' : (names[other.classIndex] as string),
    otherQ: other?.objectness ?? 0,
    stray: stray === undefined ? 'nothing' : (names[stray.classIndex] as string),
    strayQ: stray?.objectness ?? 0,
  };
}

function line(name: ShapeClass): string {
  const ours = rows.filter((row) => row.name === name);
  const views = AZIMUTHS_DEG.map((deg) => ours.filter((row) => row.cameraAzimuthDeg === deg));
  const meanQ = ours.reduce((sum, { q }) => sum + q, 0) / ours.length;
  const missed = ours.filter(({ q }) => q < FOUND);
  const taken = most(missed.filter(({ otherQ }) => otherQ >= FOUND).map(({ other }) => other));
  const hits = views.map((view) => `${view.filter(({ q }) => q >= FOUND).length}/${view.length}`);
  return `| ${name} | ${hits.join(' | ')} | ${share(ours)} | ${meanQ.toFixed(2)} | ${taken} |`;
}

/** The three most frequent, with their counts. */
function most(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const first = [...counts].sort(([, a], [, b]) => b - a).slice(0, 3);
  return first.map(([word, n]) => `${word} ${n}`).join(', ') || '-';
}

function share(some: readonly Row[]): string {
  const { share: part, low, high } = wilson(some.filter(({ q }) => q >= FOUND).length, some.length);
  const percent = (x: number) => (100 * x).toFixed(0);
  return `${percent(part)} % (${percent(low)} to ${percent(high)})`;
}
