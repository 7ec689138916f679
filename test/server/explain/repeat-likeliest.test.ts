import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { repeatLikeliest } from '../../../server/explain/repeat-likeliest.ts';
import type { Rerun } from '../../../server/explain/rerunner.ts';
import { repeatFailures } from '../../../server/explain/try-again.ts';
import { likeliestFailure, likeliestWords } from '../../../server/report/likeliest.ts';
import type { EpisodeView, RunView } from '../../../server/report/run-view.ts';
import { type ContinuousAxis, Space } from '../../../sim/space/index.ts';
import { cli } from '../cli/cli-io.ts';
import { landscapeRun } from '../report/landscape-run.ts';
import { newFolder } from '../toy-runs.ts';

const gust: ContinuousAxis = {
  kind: 'continuous',
  name: 'gust',
  unit: 'm/s',
  low: -40,
  high: 40,
  description: 'one gust',
  prior: { kind: 'normal', mean: 0, deviation: 2 },
};

/** A run whose failures have gusts of 1, 2, 3 ... m/s. */
function gustsRun(failures: number): RunView {
  const [first] = landscapeRun({ pool: 1, generated: 0 }).episodes as readonly [EpisodeView];
  const episodes = Array.from({ length: failures }, (_, i) => ({
    ...first,
    id: `search-${String(i + 1).padStart(2, '0')}`,
    phase: 'search',
    scene: { gust: i + 1 },
    failed: true,
  }));
  return { ...landscapeRun(), space: new Space('gust', [gust]), episodes: episodes.reverse() };
}

/** Up to 12 m/s it takes one seed in five to fail, beyond that any. */
class Weather {
  readonly ran: Rerun[] = [];

  async fail(episodes: readonly Rerun[]): Promise<readonly boolean[]> {
    this.ran.push(...episodes);
    return episodes.map(({ scene, seed }) => Number(scene.gust) > 12 || seed % 5 === 0);
  }
}

describe('the likeliest failures, run again', () => {
  it('are tried ten at a time until one of them repeats', async () => {
    const weather = new Weather();
    const found = await repeatLikeliest(gustsRun(60), weather, { seeds: 20, most: 50, seed: 1 });
    expect(found.failures.map(({ below }) => below)).toEqual(
      Array.from({ length: 20 }, (_, i) => expect.closeTo((i + 1) ** 2 / 8, 9)),
    );
    expect(weather.ran).toHaveLength(400);
    for (const { id, again } of found.failures) {
      expect(again.total).toBe(20);
      if (id > 'search-12') expect(again.hits).toBe(20);
      else expect(again.low).toBeLessThan(0.5);
    }
    const told = likeliestFailure([gust], gustsRun(60).episodes, found.failures);
    expect([told?.id, told?.repeating?.id, told?.tried]).toEqual(['search-01', 'search-13', 20]);
    expect(told && likeliestWords(told)).toMatch(
      /With 20 new seeds it fails again in \d+ % .*\. The likeliest that fails in more than half, beyond chance, is search-13: 21\.1 below, like one axis 6\.5 deviations off; it fails again in 100 % \(84 to 100 %\)\./,
    );
  });

  it('are no more than were allowed, and ten where so few seeds could not tell', async () => {
    const tried = async (failures: number, seeds: number, most: number) =>
      (await repeatLikeliest(gustsRun(failures), new Weather(), { seeds, most, seed: 1 })).failures.length;
    expect(await tried(60, 20, 7)).toBe(7);
    expect(await tried(60, 3, 50)).toBe(10);
    expect(await tried(4, 20, 50)).toBe(4);
    const { failures } = await repeatLikeliest(gustsRun(8), new Weather(), { seeds: 8, most: 50, seed: 1 });
    const none = likeliestFailure([gust], gustsRun(8).episodes, failures);
    expect(none && likeliestWords(none)).toContain(
      'none of the 8 likeliest failures fails in more than half of its new seeds beyond chance.',
    );
  });

  it('meet the seeds that failures drawn at random meet', async () => {
    const [drawn, likely] = [new Weather(), new Weather()];
    await repeatFailures(gustsRun(5), drawn as never, { seeds: 3, most: 50, seed: 2 });
    await repeatLikeliest(gustsRun(5), likely, { seeds: 3, most: 50, seed: 2 });
    const seeds = ({ ran }: Weather) => ran.map(({ seed }) => seed).sort((a, b) => a - b);
    expect(seeds(likely)).toEqual(seeds(drawn));
  });
});

describe('faultscape explain --repeat, in a space with priors', () => {
  let run: string;
  beforeAll(async () => {
    run = join(newFolder(), 'run');
    const { code, err, out } = await cli(
      ...['attack', '--task', 'problem/path', '--agent', 'bystander', '--adversary', 'ast'],
      ...['--samples', '100', '--seed', '3', '--workers', '1', '--out', run],
    );
    expect(code, err).toBe(0);
    expect(out).toMatch(/It failed with one seed; .*\n\nnext: .*explain .*--repeat 20/s);
  });

  it('says how often the likeliest fail again, keeps it, and says it in the report as well', async () => {
    const { out, code, err } = await cli(
      'explain',
      run,
      '--repeat',
      '5',
      '--most',
      '4',
      '--workers',
      '1',
      '--json',
    );
    expect(code, err).toBe(0);
    const { reruns, likeliest } = JSON.parse(out);
    expect(reruns.results.map(({ kind }: { kind: string }) => kind)).toEqual(['likeliest', 'repeats']);
    // Nothing there depends on the seed.
    expect(likeliest.again).toMatchObject({ hits: 5, total: 5 });
    expect([likeliest.repeating.id, likeliest.tried]).toEqual([likeliest.id, 4]);
    expect(reruns.results[0].result.failures[0]).toMatchObject({
      id: likeliest.id,
      below: expect.closeTo(likeliest.most - likeliest.logLikelihood, 9),
    });
    const words = 'With 5 new seeds it fails again in 100 % (57 to 100 %).';
    const page = join(newFolder(), 'page.html');
    expect((await cli('report', run, '--no-pictures', '--out', page)).out).toContain(words);
    const shown = readFileSync(page, 'utf8').replaceAll('&nbsp;', ' ');
    expect(shown).toContain(words);
    expect(shown).toContain(
      'Of the 4 likeliest failures, each run with 5 new seeds, 4 fail again in more than half, beyond chance:<br>',
    );
  });
});
