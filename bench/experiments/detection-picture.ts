/**
 * Draws docs/images/detection-failures.jpg: of every class the first scenes, drawn evenly from the published eight
 * axes, that the shipped detector fails in, as it saw them. Its surest boxes lie over them: green the true class, red any
 * other. `npx tsx bench/experiments/detection-picture.ts`
 */
import { writeFileSync } from 'node:fs';
import { createAgent } from '../../agents/index.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import {
  type Action,
  actionToBoxes,
  createTask,
  keepBoxes,
  Rng,
  SHAPE_CLASSES,
  type Space,
} from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import { PictureSheet } from './picture-sheet.ts';

const COLUMNS = 6;
const SHOWN_PX = 192;
/** A class that fails more seldom than once in so many scenes has no picture. */
const MOST_TRIED = 200;
const [GREEN, RED] = [
  [40, 200, 60],
  [230, 40, 40],
] as const;

const agent = await createAgent('detector', FILE_CONTEXT);
const renderer = openHeadlessRenderer({ route: 'swiftshader' });
const sheet = new PictureSheet({ count: SHAPE_CLASSES.length, columns: COLUMNS, sidePx: SHOWN_PX });
let place = 0;
for (const [classIndex, name] of SHAPE_CLASSES.entries()) {
  const task = createTask(`detection/${name}`);
  const space = task.spaces.get('paper') as Space;
  const rng = new Rng(1, 'detection picture', name);
  for (let seed = 1; seed <= MOST_TRIED; seed++) {
    const scene = space.decode(space.snap(space.axes.map(() => rng.range(-1, 1))));
    const episode = task.begin(scene, { seed, seat: 0, renderer, needs: agent.needs });
    const seen = episode.observe();
    const [action] = (await agent.act([seen])) as [Action];
    episode.advance(action);
    const { failed, total } = episode.score();
    episode.close();
    if (!failed || seen.frame === null) continue;
    const found = [...keepBoxes(actionToBoxes(action))].sort((a, b) => b.objectness - a.objectness);
    const shown = found.slice(0, 2);
    sheet.paste(place, seen.frame.rgb as Uint8Array, seen.frame.widthPx, seen.frame.heightPx);
    for (const box of shown.reverse()) sheet.outline(place, box, box.classIndex === classIndex ? GREEN : RED);
    const said = found
      .slice(0, 3)
      .map((box) => `${SHAPE_CLASSES[box.classIndex]} ${box.objectness.toFixed(2)}`);
    console.log(
      `${name}, scene ${seed}: Q ${total.toFixed(2)}, ${said.join(', ') || 'nothing'}; pitch ${(scene.cameraPitchDeg as number).toFixed(0)} deg, ${(scene.cameraDistanceM as number).toFixed(1)} m, light ${(scene.lightPitchDeg as number).toFixed(0)} deg`,
    );
    place++;
    break;
  }
}
renderer.close();
await agent.close?.();
writeFileSync(new URL('../../docs/images/detection-failures.jpg', import.meta.url), sheet.jpeg());
