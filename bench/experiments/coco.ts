/**
 * Shows every class to a real detector from the front, from ahead and to its left, and from the side, and prints
 * what it says: `npx tsx bench/experiments/coco.ts yolov5s [rows.jsonl]`. Its files are fetched as docs/coco.md says.
 */
import { appendFileSync } from 'node:fs';
import { classNames } from '../../agents/coco/adapter.ts';
import { loadCocoNet } from '../../agents/coco/load-coco.ts';
import { inputShape, pictureWriter } from '../../agents/coco/picture-tensor.ts';
import { BOX_READERS } from '../../agents/coco/read-boxes.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { wilson } from '../../sim/core/index.ts';
import { createTask, keepBoxes, SHAPE_CLASSES } from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';

const AZIMUTHS_DEG = [0, 40, 90];
const INSTANCES = 10;

const [model = 'yolov5s', rowsFile] = process.argv.slice(2);
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

console.log(`${model} (${version}), ${INSTANCES} shapes, azimuths ${AZIMUTHS_DEG.join(', ')} degrees\n`);
console.log(
  `| class | ${AZIMUTHS_DEG.map((deg) => `${deg} deg`).join(' | ')} | detected | mean Q | surest otherwise |`,
);
console.log(`|---|${AZIMUTHS_DEG.map(() => '---|').join('')}---|---|---|`);
for (const name of SHAPE_CLASSES) {
  const task = createTask(`detection/${name}`);
  const right = names.indexOf(adapter.names[name] ?? '');
  const hits = AZIMUTHS_DEG.map(() => 0);
  const taken = new Map<string, number>();
  let sum = 0;
  for (let seed = 0; seed < INSTANCES; seed++) {
    for (const [view, cameraAzimuthDeg] of AZIMUTHS_DEG.entries()) {
      const episode = task.begin(
        { ...task.nominal, cameraAzimuthDeg },
        { seed, seat: 0, renderer, needs: { camera, truth: false } },
      );
      write(episode.observe().frame?.rgb as Uint8Array, input);
      episode.close();
      const found = keepBoxes(BOX_READERS[output.kind].read(await net.run(input), how));
      const q = found.find(({ classIndex }) => classIndex === right)?.objectness ?? 0;
      const other = found.find(({ classIndex }) => classIndex !== right);
      const otherName = other === undefined ? 'nothing' : (names[other.classIndex] as string);
      sum += q;
      if (q > task.failsBelow) hits[view] = (hits[view] as number) + 1;
      else taken.set(otherName, (taken.get(otherName) ?? 0) + 1);
      const row = { name, seed, cameraAzimuthDeg, q, other: otherName, otherQ: other?.objectness ?? 0 };
      if (rowsFile !== undefined) appendFileSync(rowsFile, `${JSON.stringify(row)}\n`);
    }
  }
  const shows = INSTANCES * AZIMUTHS_DEG.length;
  const total = hits.reduce((a, b) => a + b, 0);
  const { share, low, high } = wilson(total, shows);
  const percent = (part: number) => (100 * part).toFixed(0);
  const others = [...taken].sort(([, a], [, b]) => b - a).slice(0, 3);
  console.log(
    `| ${name} | ${hits.map((n) => `${n}/${INSTANCES}`).join(' | ')} | ` +
      `${percent(share)} % (${percent(low)} to ${percent(high)}) | ${(sum / shows).toFixed(2)} | ` +
      `${others.map(([other, n]) => `${other} ${n}`).join(', ') || '-'} |`,
  );
}
renderer.close();
await net.close();
