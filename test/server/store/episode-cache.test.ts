import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planAttack, planResume } from '../../../server/runs/attack-plan.ts';
import { EpisodeCache, type EpisodeGround } from '../../../server/store/episode-cache.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import type { EpisodeJob } from '../../../sim/index.ts';
import { attackToy, comparable, newFolder } from '../toy-runs.ts';

const GROUND: EpisodeGround = {
  task: 'toy/plane',
  files: [],
  agent: 'toy',
  agentVersion: '1',
  versions: { faultscape: '0.1.0' },
};
const JOB: EpisodeJob = { id: 'a', scene: { eastM: 1 / 3 }, seed: 7 };

/** Takes its time, and counts how often it was asked. */
function counting() {
  const asked: EpisodeJob[] = [];
  const run = async (job: EpisodeJob) => {
    asked.push(job);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const total = job.seed / 10;
    const rest = { failed: false, reason: 'goal', terminated: true, truncated: false, steps: 1 };
    const trajectory = { names: ['x'], rows: Float64Array.of(total, 1 / 3) };
    return { score: { total, terms: { x: 0.1 }, ...rest }, trajectory, wallMs: 5 };
  };
  return { asked, run };
}

describe('a cache of episodes', () => {
  it('simulates none twice, at the same time or later, and gives it back to the bit', async () => {
    const file = join(newFolder(), 'episodes.sqlite');
    const { asked, run } = counting();
    const cache = new EpisodeCache(file);
    const cached = cache.over(GROUND, run);
    const [one, two] = await Promise.all([cached(JOB), cached({ ...JOB, id: 'b' })]);
    expect(two).toEqual(one);
    expect(await cached(JOB)).toEqual(one);
    expect([asked.length, cache.hits]).toEqual([1, 2]);
    cache.close();
    const later = new EpisodeCache(file);
    expect(await later.over(GROUND, run)(JOB)).toEqual(one);
    expect([asked.length, later.hits]).toEqual([1, 1]);
    later.close();
  });

  it('simulates what differs in anything that it depends on', async () => {
    const cache = new EpisodeCache(join(newFolder(), 'episodes.sqlite'));
    const { asked, run } = counting();
    await cache.over(GROUND, run)(JOB);
    for (const ground of [
      { task: 'toy/fenced' },
      { agent: 'other' },
      { agentVersion: '2' },
      { versions: { faultscape: '0.1.1' } },
      { files: [{ path: 'road.json', bytes: Uint8Array.of(1) }] },
      { files: [{ path: 'road.json', bytes: Uint8Array.of(2) }] },
    ]) {
      await cache.over({ ...GROUND, ...ground }, run)(JOB);
    }
    await cache.over(GROUND, run)({ ...JOB, seed: 8 });
    await cache.over(GROUND, run)({ ...JOB, scene: { eastM: 0.3 } });
    expect([asked.length, cache.hits]).toEqual([9, 0]);
    cache.close();
  });

  it('keeps nothing of an episode that was lost', async () => {
    const cache = new EpisodeCache(join(newFolder(), 'episodes.sqlite'));
    const { run } = counting();
    await expect(cache.over(GROUND, () => Promise.reject(new Error('lost')))(JOB)).rejects.toThrow('lost');
    expect((await cache.over(GROUND, run)(JOB)).score.total).toBe(0.7);
    expect(cache.hits).toBe(0);
    cache.close();
  });

  it('refuses a file that is something else', () => {
    const file = join(newFolder(), 'notes.txt');
    writeFileSync(file, 'these are notes, and long enough not to be taken for an empty file'.repeat(20));
    expect(() => new EpisodeCache(file)).toThrow(/not a Faultscape|no cache/);
    expect(() => new EpisodeCache(join(newFolder(), 'nowhere', 'x.sqlite'))).toThrow(/cannot be opened/);
  });
});

describe('an attack with a cache', () => {
  it('has the rows of one without, and says how many it did not simulate', async () => {
    const cache = join(newFolder(), 'episodes.sqlite');
    const random = { adversary: 'random', settings: { samples: 20 } };
    const plain = await attackToy(random);
    const first = await attackToy({ ...random, cache });
    const second = await attackToy({ ...random, cache, seats: 2 });
    expect([plain.cached, first.cached, second.cached]).toEqual([0, 0, 20]);
    expect(comparable(second.rows)).toEqual(comparable(plain.rows));
    const manifest = RunFolder.readManifest(second.out);
    expect(manifest.cachedEpisodes).toBe(20);
    // A page names no file of the server's machine.
    const { out: _, plugins: __, ...fields } = manifest.config as Record<string, unknown>;
    const at = { folder: second.out, plugins: [] };
    expect(() => planAttack({ ...fields, task: 'problem/modes', agent: 'bystander' }, at)).toThrow(
      /cannot name a cache/,
    );
    expect(planResume(fields, at).cache).toBeNull();
  }, 120_000);

  it('is refused in real time', async () => {
    const cache = join(newFolder(), 'episodes.sqlite');
    await expect(attackToy({ cache, agent: 'ws:nobody', pace: 'realtime' })).rejects.toThrow(/real time/);
  });
});
