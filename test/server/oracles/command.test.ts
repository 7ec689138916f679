import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attackOracle, SceneRefused } from '../../../server/index.ts';
import { fillWords, splitCommand } from '../../../server/oracles/command-words.ts';
import { planAttack, planResume } from '../../../server/runs/attack-plan.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { AgentFault } from '../../../sim/index.ts';
import { cli } from '../cli/cli-io.ts';
import { comparable, newFolder, rowsIn } from '../toy-runs.ts';
import { writeCampaign, writeEvaluator } from './recorded.ts';

/** Attacks a program; `body` is what it does in place of scoring. */
async function attack(
  more: readonly string[] = [],
  { body, samples = 8 }: { body?: string; samples?: number } = {},
) {
  const folder = newFolder();
  const { axes } = writeCampaign(folder);
  const program = writeEvaluator(folder, body);
  const out = join(folder, 'run');
  const command = `command:${process.execPath} ${program} {scene}`;
  const args = ['attack', '--oracle', command, '--space', axes, '--fails-at', '0.2', '--adversary', 'random'];
  const found = await cli(...args, '--samples', String(samples), '--workers', '2', '--out', out, ...more);
  return { ...found, run: out, args };
}

describe('the words of a command', () => {
  it('are split by blanks and quotes, and filled without a shell', () => {
    const words = splitCommand(`./my\\ "two words" --at='{json}' {scene} ''x`);
    expect(words).toEqual(['./my\\', 'two words', '--at={json}', '{scene}', 'x']);
    const values = { scene: '/s.json', json: '{"a":"; rm"}', seed: '7', id: 'x-1' };
    expect(fillWords(words, values)).toEqual(['./my\\', 'two words', '--at={"a":"; rm"}', '/s.json', 'x']);
  });

  it.each([
    ['an open quote', `./x 'y {scene}`, /split into words/],
    ['no scene', './x --seed {seed}', /where the scene goes/],
    ['a strange place', './x {scene} {speed}', /something unknown[\s\S]*\{speed\}/],
  ])('are refused with %s', (_, command, message) => {
    expect(() => splitCommand(command)).toThrow(message);
  });
});

describe('faultscape attack --oracle command', () => {
  it('has a program score each scene, and logs what it refuses as invalid', async () => {
    const { code, err, out, run, args } = await attack(['--seed', '3'], { samples: 40 });
    expect(code, err).toBe(0);
    expect(out).toMatch(/random +\d+ of 40/);
    const rows = rowsIn(run);
    const refused = rows.filter(({ status }) => status === 'invalid');
    expect(refused.length).toBeGreaterThan(0);
    for (const { scene, error } of refused) {
      expect(scene.weather).toBe('wet');
      expect(error).toBe('nobody drives so slowly in the wet');
    }
    for (const { status, q, scene, terms } of rows) {
      if (status !== 'done') continue;
      const grip = scene.weather === 'dry' ? 8 : 4;
      expect(terms?.grip).toBe(grip);
      expect(q).toBeCloseTo(
        Math.max(0, 1 - Number(scene.speedMps) ** 2 / Number(scene.radiusM) / grip / 2),
        12,
      );
    }
    const alone = join(newFolder(), 'alone');
    const one = await cli(...args, '--samples', '40', '--seed', '3', '--workers', '1', '--out', alone);
    expect(one.code, one.err).toBe(0);
    expect(comparable(rowsIn(alone))).toEqual(comparable(rows));
  });

  it.each<[string, string, readonly string[]]>([
    ['exits with an error', 'console.error("no map"); process.exit(3)', ['exit code 3: no map']],
    ['prints nothing', '', ['printed no score', 'got nothing']],
    ['prints NaN', 'console.log(NaN)', ['printed no score', '"NaN"']],
    ['prints something else', 'console.log("{\\"q\\":1}")', ['printed no score', '{"score": ...}']],
    ['kills itself', 'process.kill(process.pid, "SIGKILL")', ['was killed']],
    ['never ends', 'setInterval(() => {}, 1000)', ['took longer than 0.3 s']],
    [
      'never stops printing',
      'import { writeSync } from "node:fs"; for (;;) writeSync(1, "x".repeat(4096));',
      ['more than a megabyte'],
    ],
  ])('stops after a few scenes when the program %s, and says what it did', async (_, body, texts) => {
    const timeout = body.includes('setInterval') ? '0.3' : '60';
    const { code, err, run } = await attack(['--tries', '1', '--timeout-s', timeout], { body });
    expect(code).toBe(69);
    expect(err).toContain('One episode after another was aborted');
    for (const text of texts) expect(err).toContain(text);
    expect(rowsIn(run).every(({ status, failed }) => status === 'aborted' && failed === null)).toBe(true);
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)('asks the example in Python', async () => {
    const out = join(newFolder(), 'python');
    const args = [
      '--oracle',
      'command:python3 examples/bend.py {scene}',
      '--space',
      'examples/bend-axes.json',
    ];
    const asked = [
      '--fails-at',
      '0.5',
      '--adversary',
      'sobol',
      '--samples',
      '24',
      '--workers',
      '2',
      '--out',
      out,
    ];
    const { code, err } = await cli('attack', ...args, ...asked);
    expect(code, err).toBe(0);
    const rows = rowsIn(out);
    expect(rows.filter(({ failed }) => failed).length).toBeGreaterThan(3);
    expect(rows.find(({ status }) => status === 'invalid')?.error ?? 'nobody drives').toMatch(
      /nobody drives/,
    );
    for (const { terms, status } of rows)
      expect(status === 'invalid' || (terms?.neededMps2 ?? 0) > 0).toBe(true);
  });

  it('tries again, as often as asked, what went wrong once', async () => {
    const body = `import { existsSync, writeFileSync } from 'node:fs';
const mark = process.argv[1] + process.env.FAULTSCAPE_ID;
if (existsSync(mark)) console.log(0.7); else { writeFileSync(mark, ''); process.exit(1); }`;
    const { code, err, run } = await attack(['--tries', '2'], { body });
    // No scene is failed in: that has a code of its own.
    expect(code, err).toBe(3);
    expect(rowsIn(run).map(({ q }) => q)).toEqual(Array(8).fill(0.7));
  });

  it.each<[string, readonly string[], number, readonly string[]]>([
    [
      'a program that is not there',
      ['--oracle', 'command:./nowhere {scene}'],
      64,
      ['no such program', 'nowhere'],
    ],
    [
      'no axes',
      ['--oracle', 'command:node x {scene}', '--fails-at', '0.2'],
      64,
      ['axes', '--space axes.json'],
    ],
    ['no place for the scene', ['--oracle', 'command:node x'], 64, ['where the scene goes']],
  ])('given %s, says what it expected', async (_, args, code, texts) => {
    const folder = newFolder();
    const { axes } = writeCampaign(folder);
    const space = args.includes('--fails-at') ? [] : ['--space', axes, '--fails-at', '0.2'];
    const found = await cli('attack', ...args, ...space, '--out', join(folder, 'run'));
    for (const text of texts) expect(found.err).toContain(text);
    expect(found.code).toBe(code);
  });

  it('is never begun or gone on with from a page', async () => {
    const { run } = await attack();
    const { config } = RunFolder.readManifest(run);
    const at = { folder: run, plugins: [] };
    expect(() => planResume(config, at)).toThrow(/page cannot have an oracle asked/);
    const { out: _, ...fields } = config as Record<string, unknown>;
    expect(() => planAttack(fields, at)).toThrow(/page cannot have an oracle asked/);
  });
});

describe('attackOracle', () => {
  const AXES = [
    { kind: 'continuous', name: 'speedMps', unit: 'm/s', low: 0, high: 30, description: 'speed' },
    { kind: 'categorical', name: 'weather', values: ['dry', 'wet'], description: 'grip' },
  ] as const;
  const base = { name: 'my rig', axes: AXES, failsAt: 20, worst: 40, best: 0 };

  it('attacks what a function scores, several scenes side by side, where more is worse', async () => {
    let beside = 0;
    let most = 0;
    const out = join(newFolder(), 'run');
    const attacked = await attackOracle({
      ...base,
      out,
      sideBySide: 3,
      adversary: 'tpe',
      settings: { samples: 60, baseline: 10 },
      async score({ speedMps, weather }) {
        most = Math.max(most, ++beside);
        await new Promise((resolve) => setTimeout(resolve, 1));
        beside--;
        if (weather === 'dry' && Number(speedMps) > 29) throw new SceneRefused('too fast for the rig');
        return { score: Number(speedMps) * (weather === 'wet' ? 1.2 : 0.5), reason: 'slid' };
      },
    });
    expect(most).toBe(3);
    expect(attacked.finished).toBe(true);
    const failed = attacked.rows.filter((row) => row.failed);
    expect(failed.length).toBeGreaterThan(20);
    for (const { scene, q } of failed) {
      expect(scene.weather).toBe('wet');
      expect(q).toBeCloseTo(Math.max(0, 1 - (Number(scene.speedMps) * 1.2) / 40), 12);
    }
    expect((await cli('report', out)).out).toContain('my rig fails in');
    const resumed = await cli('attack', '--resume', '--out', out);
    expect(resumed.code).toBe(0);
  });

  it('asks again what was lost, passes on what the function throws, and can be stopped and gone on with', async () => {
    const out = join(newFolder(), 'run');
    const controller = new AbortController();
    let asked = 0;
    const score = () => {
      asked++;
      if (asked % 5 === 0) throw new AgentFault('lost the link');
      if (asked === 21) controller.abort();
      return 10;
    };
    const options = { ...base, out, adversary: 'random', settings: { samples: 50 } };
    const first = await attackOracle({ ...options, score, signal: controller.signal });
    expect(first.finished).toBe(false);
    expect(first.rows.length).toBeLessThan(22);
    const whole = await attackOracle({ ...options, score, resume: true });
    expect(whole.rows).toHaveLength(50);
    expect(whole.rows.every(({ status }) => status === 'done')).toBe(true);
    const bug = () => {
      throw new TypeError('no such field');
    };
    await expect(attackOracle({ ...options, out: join(newFolder(), 'bug'), score: bug })).rejects.toThrow(
      /no such field/,
    );
    await expect(attackOracle({ ...options, version: '2', score, resume: true })).rejects.toThrow(
      /another oracle/,
    );
  });

  it('refuses scores that are none, one after another', async () => {
    const out = join(newFolder(), 'run');
    const attacked = attackOracle({
      ...base,
      out,
      adversary: 'random',
      settings: { samples: 9 },
      score: () => Number.NaN,
    });
    await expect(attacked).rejects.toMatchObject({
      kind: 'environment',
      message: expect.stringContaining('gave no score'),
    });
  });
});
