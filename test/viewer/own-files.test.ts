import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../server/cli/cli-io.ts';
import { toyCar } from '../sim/scene/import/toy-models.ts';
import { useBrowser } from './browser.ts';
import { serveRuns, temporaryFolder } from './serve-runs.ts';

const POLL = { timeout: 30_000, interval: 100 };

const { url, folder } = await serveRuns();
const browser = useBrowser();

beforeAll(async () => {
  const files = temporaryFolder();
  const [road, model] = [join(files, 'road.json'), join(files, 'toy.glb')];
  writeFileSync(
    road,
    JSON.stringify({
      road_points: [
        [20, 20],
        [60, 25],
        [110, 20],
      ],
    }),
  );
  writeFileSync(model, await toyCar());
  const rest = ['--workers', '1', '--adversary', 'random', '--samples', '1'];
  const lane = ['--task', 'driving/lane-keeping', '--road', road, '--agent', 'pure-pursuit'];
  const car = ['--task', 'detection/car', '--model', model, '--agent', 'detector', '--gl', 'swiftshader'];
  for (const [name, args] of [
    ['lane', lane],
    ['car', car],
  ] as const) {
    const { code, err } = await cli(
      'attack',
      ...args,
      ...rest,
      '--nominal',
      '0',
      '--out',
      join(folder, name),
    );
    expect([0, 3], err).toContain(code);
  }
  rmSync(files, { recursive: true });
}, 120_000);

describe("a run on a user's own file", () => {
  it.each(['lane', 'car'])('is drawn in 3D though the file is gone (%s)', async (run) => {
    const page = await browser.open(`${url}/runs/${run}?episode=random-00000`);
    await expect.poll(() => page.getByText('Q if it ended now').count(), POLL).toBe(1);
    expect(await page.locator('canvas').count()).toBeGreaterThan(0);
    expect(await page.getByText('does not know how to draw this task').count()).toBe(0);
  });
});
