/** Draws docs/images/weathers.png: the six named weathers from the driver's seat. */
import { writeFileSync } from 'node:fs';
import { encode } from 'fast-png';
import { PurePursuitAgent } from '../../agents/index.ts';
import { type Action, createTask } from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import { WEATHER_NAMES } from '../../sim/scene/weathers.ts';

const WIDTH_PX = 400;
const HEIGHT_PX = 200;
const COLUMNS = 3;
const STEPS = 60;

const renderer = openHeadlessRenderer({ route: 'swiftshader' });
const task = createTask('driving/navigation');
const agent = new PurePursuitAgent();
const sheet = new Uint8Array(WIDTH_PX * COLUMNS * HEIGHT_PX * 2 * 3);
WEATHER_NAMES.forEach((weather, k) => {
  const episode = task.begin({ weather }, { seed: 5, seat: 0, renderer: null, needs: agent.needs });
  for (let step = 0; step < STEPS; step++) episode.advance(agent.act([episode.observe()])[0] as Action);
  const pose = episode.cameraPose();
  if (pose === null) throw new Error('the driving task has a camera');
  const camera = { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, rgb: true, depth: false, semantic: false };
  const { rgb } = renderer.render(episode.picture(), pose, camera, 0);
  const left = (k % COLUMNS) * WIDTH_PX;
  const top = Math.floor(k / COLUMNS) * HEIGHT_PX;
  for (let y = 0; y < HEIGHT_PX; y++) {
    const row = (rgb as Uint8Array).subarray(y * WIDTH_PX * 3, (y + 1) * WIDTH_PX * 3);
    sheet.set(row, ((top + y) * WIDTH_PX * COLUMNS + left) * 3);
  }
  renderer.release(0);
  episode.close();
});
renderer.close();
const png = encode({ width: WIDTH_PX * COLUMNS, height: HEIGHT_PX * 2, channels: 3, depth: 8, data: sheet });
writeFileSync(new URL('../../docs/images/weathers.png', import.meta.url), png);
