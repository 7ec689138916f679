import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isSame } from '../../../server/explain/kept-reruns.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { cli } from '../cli/cli-io.ts';
import { attackToy, newFolder, rowsIn, TOY_PLUGIN } from '../toy-runs.ts';

/** How far from the origin the toy agent is left, told without the simulator. */
function leftM(eastM: number, northM: number, grip: number): number {
  let far = Math.hypot(eastM, northM);
  for (let step = 0; step < 6; step++) far -= far * grip * Math.max(0, 0.5 - 0.22 * far);
  return far;
}

/** The share of the space in which it fails, counted on a fine grid. */
function trueShare(): number {
  const side = 400;
  let failing = 0;
  for (const grip of [1, 0.8, 0.5]) {
    for (let i = 0; i < side; i++) {
      for (let k = 0; k < side; k++) {
        const at = (x: number) => ((x + 0.5) / side) * 4 - 2;
        if (1 - leftM(at(i), at(k), grip) <= 0.25) failing++;
      }
    }
  }
  return failing / (3 * side * side);
}

let run: string;
let other: string;
let failure: string;

beforeAll(async () => {
  ({ out: run } = await attackToy());
  ({ out: other } = await attackToy({ adversary: 'random', settings: { samples: 30 }, seed: 3 }));
  failure = rowsIn(run).find(({ failed }) => failed)?.id ?? '';
});

/** Results by kind, and how many episodes were run for them now. */
function told(out: string) {
  const { results, queries } = JSON.parse(out).reruns;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into results of every shape.
  const byKind = results.map(({ kind, result }: any) => [kind, result]);
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  return { queries, ...Object.fromEntries(byKind) } as any;
}

const explain = (...args: readonly string[]) =>
  cli('--plugin', TOY_PLUGIN, 'explain', run, '--workers', '1', '--json', ...args);

describe('faultscape explain, running episodes again', () => {
  it('shrinks a failure to the axes that it takes, each of which it takes', async () => {
    const { out, err } = await explain('--shrink', failure);
    const { shrunk, queries } = told(out);
    expect(shrunk.changes.length, err).toBeGreaterThan(0);
    expect(shrunk.queries).toBe(queries);
    const fails = ({ eastM, northM, weather }: Record<string, never>) =>
      leftM(Number(eastM), Number(northM), { dry: 1, wet: 0.8, ice: 0.5 }[String(weather)] ?? 1) >= 0.74;
    expect(fails(shrunk.scene)).toBe(true);
    for (const { axis, nominal } of shrunk.changes) {
      expect(fails({ ...shrunk.scene, [axis]: nominal })).toBe(false);
    }
  });

  it('estimates the chance to fail, the repeat rate, what fools another agent too, and adds nothing to the run', async () => {
    const before = rowsIn(run).length;
    const args = ['--probability', '400', '--repeat', '3', '--most', '6', '--other', other];
    const { probability, repeats, transfer, queries } = told((await explain(...args)).out);
    const truth = trueShare();
    expect(probability.low).toBeLessThan(truth);
    expect(probability.high).toBeGreaterThan(truth);
    expect(Math.abs(probability.value - truth)).toBeLessThan(4 * probability.standardError);
    // The toy's start is drawn to a centimetre: failures of this size do not depend on it.
    expect(repeats.rate.value).toBeGreaterThan(0.8);
    expect(repeats.failures).toHaveLength(6);
    // It is the same agent.
    expect(transfer.rate).toMatchObject({ hits: 6, total: 6 });
    expect(transfer.elsewhere.total).toBe(30);
    expect(queries).toBe(400 + 3 * 6 + 6);
    expect(rowsIn(run)).toHaveLength(before);
  });

  it('tells the same in words, and the same whatever the number of workers', async () => {
    const args = [
      '--plugin',
      TOY_PLUGIN,
      'explain',
      run,
      '--probability',
      '60',
      '--repeat',
      '2',
      '--most',
      '4',
      '--again',
    ];
    const one = await cli(...args, '--workers', '1');
    const two = await cli(...args, '--workers', '2', '--seats', '3');
    expect(one.out).toMatch(/Chance to fail in a scene drawn uniformly from the space: [\d.]+ %/);
    expect(one.out).toMatch(/Of 4 failures, each run with 2 new seeds, \d+ %/);
    expect(two.out).toBe(one.out);
  });

  it('teaches about an episode that did not fail, or is not there, and about runs without failures', async () => {
    const passed = rowsIn(run).find(({ failed }) => failed === false)?.id ?? '';
    const notFailed = await explain('--shrink', passed);
    expect([notFailed.code, notFailed.err]).toEqual([64, expect.stringContaining('did not fail')]);
    expect((await explain('--shrink', 'pool-99999')).err).toContain('has no episode pool-99999');
    expect((await explain('--other', newFolder())).code).toBe(65);
    expect((await explain('--probability', '-1')).code).toBe(64);
  });

  it('refuses another run whose task has not these axes', async () => {
    const { out } = await attackToy({ adversary: 'random', settings: { samples: 4 } });
    const folder = RunFolder.open(out, { write: true });
    folder.updateManifest({ task: 'driving/straight', agent: 'pure-pursuit' });
    folder.close();
    const refused = await explain('--other', out, '--most', '1');
    expect(refused.code).toBe(65);
    expect(refused.err).toContain('has no axis named');
  });
});

describe('what running episodes told', () => {
  const asked = ['--probability', '40', '--seed', '7'];

  it('is kept in the run folder with its options, and not run again for equal ones', async () => {
    const first = JSON.parse((await explain(...asked)).out).reruns;
    expect(first.queries).toBe(40);
    const again = JSON.parse((await explain(...asked)).out).reruns;
    expect(again.queries).toBe(0);
    expect(again.results).toEqual(first.results.map((one: object) => ({ ...one, kept: true })));
    expect(again.results[0].options).toMatchObject({ probability: 40, seed: 7 });
    const [one] = first.results;
    expect(isSame(one, { ...one, options: { ...one.options } })).toBe(true);
    expect(isSame(one, { ...one, options: { ...one.options, seed: 8 } })).toBe(false);
    expect(JSON.parse((await explain(...asked, '--again')).out).reruns.queries).toBe(40);
  });

  it('is said again without being asked for, also by the report', async () => {
    await explain(...asked);
    const { out } = await cli('explain', run);
    expect(out).toContain('Chance to fail in a scene drawn uniformly from the space');
    expect(out).toContain('0 episodes run for this. Kept from before in explain.json');
    const page = join(newFolder(), 'page.html');
    await cli('--plugin', TOY_PLUGIN, 'report', run, '--no-pictures', '--out', page);
    expect(readFileSync(page, 'utf8')).toContain('of 40 episodes failed');
  });

  it('is left out once the run is another, or the file is damaged, and says so', async () => {
    const { out: own } = await attackToy({ adversary: 'random', settings: { samples: 12 } });
    const ask = (...more: readonly string[]) =>
      cli('--plugin', TOY_PLUGIN, 'explain', own, '--workers', '1', '--json', ...more);
    await ask('--probability', '5');
    const folder = RunFolder.open(own, { write: true });
    folder.updateManifest({ agentVersion: 'another' });
    folder.close();
    const changed = await ask();
    expect(changed.err).toContain('explain.json is of another state of this run');
    expect(JSON.parse(changed.out).reruns).toBeUndefined();
    for (const content of [
      '{"format":',
      '{"format":"faultscape-explain","version":1,"run":"x","results":[{}]}',
    ]) {
      writeFileSync(join(own, 'explain.json'), content);
      const damaged = await ask();
      expect([damaged.code, damaged.err]).toEqual([0, expect.stringContaining('explain.json is not used')]);
    }
    for (const queries of [5, 0]) {
      expect(JSON.parse((await ask('--probability', '5')).out).reruns.queries).toBe(queries);
    }
  });
});
