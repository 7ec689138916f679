import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { newFolder } from './server/toy-runs.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const PAGES = [
  'README.md',
  'agents/cil/weights/README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What makes a documented command short enough for a test; later flags win. */
const SHORTER: Readonly<Record<string, readonly string[]>> = {
  evaluate: ['-n', '2', '--workers', '1'],
  train: ['--rounds', 'rounds.json', '--workers', '1'],
  sample: ['-n', '5'],
};
const SHORT_ATTACK: Readonly<Record<string, readonly string[]>> = {
  random: ['--samples', '3'],
  bbgan: [
    ...['--pool', '6', '--induced', '3', '--samples', '2', '--baseline', '2'],
    ...['--set', 'iterations=20', '--set', 'attempts=1'],
  ],
};
/** One step of everything: enough to see that the command does what it says. */
const ROUNDS = '[{"episodes":1,"studentShare":0,"steps":2,"learningRate":0.001}]';

function commandsOf(page: string): string[][] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const lines = text.matchAll(/npx faultscape ([^`\n|]+)/g);
  return [...lines].map(([, line]) => (line as string).trim().split(/\s+/));
}

function shortened(words: readonly string[]): string[] {
  if (words[0] !== 'attack') return [...words, ...(SHORTER[words[0] as string] ?? [])];
  const named = words[words.indexOf('--adversary') + 1] ?? 'bbgan';
  return [...words, ...(SHORT_ATTACK[named] ?? []), '--workers', '1'];
}

function node(args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', TSX, ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe.each(PAGES.filter((page) => commandsOf(page).length > 0))('the commands of %s', (page) => {
  it('run as they stand there, one after the other, only shorter', () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'rounds.json'), ROUNDS);
    for (const words of commandsOf(page)) {
      const { status, stderr } = node([join(ROOT, 'server/cli/main.ts'), ...shortened(words)], cwd);
      expect(status, `${words.join(' ')}\n${stderr}`).toBe(0);
    }
  }, 300_000);
});

describe('the library example of README.md', () => {
  it('runs as it stands there', () => {
    const [, code] = readFileSync(join(ROOT, 'README.md'), 'utf8').match(
      /```ts\n([\s\S]*?)```/,
    ) as RegExpMatchArray;
    const cwd = newFolder();
    const file = join(cwd, 'example.mts');
    writeFileSync(file, (code as string).replaceAll(/'faultscape\/(\w+)'/g, `'${ROOT}$1/index.ts'`));
    const { status, stdout, stderr } = node([file], cwd);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^0\.\d+ goal/);
  });
});
