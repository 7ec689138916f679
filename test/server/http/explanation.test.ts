import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { explainRun } from '../../../server/explain/explain-run.ts';
import { explanationAbout } from '../../../server/explain/explanation-about.ts';
import type { ExplanationAbout } from '../../../server/http/api.ts';
import { LANDSCAPE_SPACE, landscapeRun } from '../report/landscape-run.ts';
import { attackToy } from '../toy-runs.ts';
import { ToyService } from './toy-service.ts';

describe('what the page is told of an explanation', () => {
  const run = landscapeRun({ pool: 300 });
  const about = explanationAbout(run, explainRun(run, { seed: 1 }));

  it('names for every rule and group an episode of the run to play', () => {
    const failed = new Set(run.episodes.filter((episode) => episode.failed).map(({ id }) => id));
    expect(about.rules.length).toBeGreaterThan(0);
    for (const { words, worst } of about.rules) {
      if (worst === null) expect(words).toMatch(/^Fails in only/);
      else expect([failed.has(worst), words.includes(worst)]).toEqual([true, true]);
    }
    const counted = about.groups.groups.map(({ failures }) => failures);
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(failed.size);
    for (const { representative } of about.groups.groups) expect(failed).toContain(representative);
  });

  it('holds shares in [0, 1] for every axis, in intervals about them', () => {
    const { axes = [] } = about.importance ?? {};
    expect(axes).toHaveLength(LANDSCAPE_SPACE.axes.length);
    for (const { first } of axes) {
      const { low, value, high } = first ?? { low: 0, value: Number.NaN, high: 0 };
      expect(low).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high);
    }
  });
});

describe('GET /api/runs/NAME/explanation', () => {
  let out: string;
  beforeAll(async () => {
    ({ out } = await attackToy({ adversary: 'random', settings: { samples: 40 } }));
  });

  it('explains a run in another process, and a file of reruns that is damaged is told of', async () => {
    const server = await ToyService.open({}, { folder: join(out, '..') });
    const path = '/api/runs/run/explanation';
    const first = await server.get(path);
    const told = first.body as ExplanationAbout;
    expect([first.status, told.reruns, told.problem]).toEqual([200, [], null]);
    expect(told.head).toContain('of these fail');
    writeFileSync(join(out, 'explain.json'), '{');
    expect((await server.get(path)).body.problem).toContain('explain.json is not used');
    expect((await server.get('/api/runs/none/explanation')).status).toBe(404);
  });

  it('is refused with a reason for a run without episodes, as are rules that cannot be read', async () => {
    const server = await ToyService.open();
    const space = { name: 'box', axes: LANDSCAPE_SPACE.axes };
    server.newRun('empty', 0, { space }).close();
    const empty = await server.get('/api/runs/empty/explanation');
    expect([empty.status, empty.body.error.message]).toEqual([
      422,
      expect.stringContaining('The run empty has no finished episodes.'),
    ]);
    const attack = { agent: 'toy', adversary: 'random', settings: { samples: 2 }, workers: 1 };
    const refused = await server.post('/api/attacks', {
      name: 'ruled',
      config: { ...attack, task: 'toy/plane?score=always (fastM < 2)' },
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.expected).toContain('eastM');
  });
});
