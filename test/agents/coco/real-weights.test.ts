import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgent } from '../../../agents/index.ts';
import { FILE_CONTEXT } from '../../../server/evaluate/episode-host.ts';
import { type Action, type Agent, createTask, type Renderer, type Score } from '../../../sim/index.ts';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';

/** Folders `yolov5s` and `centernet` with the files that docs/coco.md says how to fetch. */
const MODELS = process.env.FAULTSCAPE_COCO_MODELS ?? 'models';

describe.each([
  ['yolov5s', 'model.json'],
  ['centernet', 'centernet.json'],
])('%s with its real weights', (name, file) => {
  const present = existsSync(join(MODELS, name, file));
  const title = present
    ? 'finds a bus in the nominal scene where the bus is'
    : `is not tried: ${join(MODELS, name)} has no ${file} (FAULTSCAPE_COCO_MODELS names the folder)`;
  let agent: Agent;
  let renderer: Renderer;
  beforeAll(async () => {
    if (!present) return;
    agent = await createAgent(`coco:${name}:${join(MODELS, name)}`, FILE_CONTEXT);
    renderer = openHeadlessRenderer({ route: 'swiftshader' });
  }, 60_000);
  afterAll(async () => {
    await agent?.close?.();
    renderer?.close();
  });

  it.skipIf(!present)(
    title,
    async () => {
      const task = createTask('detection/bus');
      const scores: Score[] = [];
      for (const seed of [1, 2, 3]) {
        const episode = task.begin(task.nominal, { seed, seat: 0, renderer, needs: agent.needs });
        const [answer] = await agent.act([episode.observe()]);
        episode.advance(answer as Action);
        scores.push(episode.score());
        episode.close();
      }
      const found = scores.filter(({ failed }) => !failed);
      expect(found.length).toBeGreaterThanOrEqual(2);
      for (const { terms } of found) expect(terms.iou).toBeGreaterThan(0.6);
    },
    60_000,
  );
});
