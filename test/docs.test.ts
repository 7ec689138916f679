import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { builtCli } from './built-cli.ts';
import { CliProcess, newFolder } from './server/toy-runs.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const SOURCE = join(ROOT, 'server/cli/main.ts');
const PAGES = [
  'README.md',
  'agents/cil/weights/README.md',
  'agents/detector/weights/README.md',
  'agents/uav-vision/weights/README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What makes a documented command short enough for a test; later flags win. */
const SHORTER: Readonly<Record<string, readonly string[]>> = {
  collect: ['-n', '6', '--workers', '1'],
  evaluate: ['-n', '1', '--workers', '1'],
  'train driving': ['--rounds', 'rounds.json', '--workers', '1'],
  'train uav': ['--rounds', 'flights.json'],
  'train detector': [
    ...['--rounds', '1', '--pictures', '32', '--steps', '1', '--judged', '0'],
    ...['--workers', '1'],
  ],
  'train classifier': [
    ...['--rounds', '1', '--pictures', '32', '--steps', '1', '--judged', '0'],
    ...['--workers', '1', '--width', '0.1'],
  ],
  compare: ['--episodes', '30', '--seeds', '2', '--draws', '5', '--held-out', '20', '--workers', '1'],
  harden: [...['--rounds', '1', '--episodes', '8', '--steps', '1', '--judged', '4'], ...['--workers', '1']],
  sample: ['-n', '5'],
  serve: ['--port', '0'],
  shapes: ['--instances', '1', '--size', '32'],
};
const SHORT_ATTACK: Readonly<Record<string, readonly string[]>> = {
  random: ['--samples', '3'],
  ast: ['--samples', '3'],
  bbgan: [
    ...['--pool', '4', '--induced', '2', '--samples', '1', '--baseline', '1'],
    ...['--set', 'iterations=20', '--set', 'attempts=1'],
  ],
};
/** One step of everything: enough to see that the command does what it says. */
const FLIGHTS = '[{"episodes":1,"studentShare":0,"steps":2}]';
const ROUNDS = '[{"episodes":1,"studentShare":0,"steps":2,"learningRate":0.001}]';

function commandsOf(page: string): string[][] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const lines = text.matchAll(/npx faultscape ([^`\n|]+)/g);
  return [...lines].map(([, line]) => (line as string).trim().split(/\s+/));
}

function shortened(words: readonly string[]): string[] {
  // What comes before the command is for all of them.
  if (words[0] === '--plugin') return [...words.slice(0, 2), ...shortened(words.slice(2))];
  const port = words.includes('--live') || needsPartner(words) ? ['--port', '0'] : [];
  const [command, what] = words as [string, string];
  // A scene file says itself how often it is run.
  const isScene = command === 'evaluate' && words.includes('--scene');
  const shorter = isScene ? ['--workers', '1'] : (SHORTER[`${command} ${what}`] ?? SHORTER[command] ?? []);
  if (command !== 'attack') return [...words, ...shorter, ...port];
  const at = words.indexOf('--adversary');
  const named = at < 0 ? 'bbgan' : (words[at + 1] as string);
  return [...words, ...(SHORT_ATTACK[named] ?? []), '--workers', '1', ...port];
}

function needsPartner(words: readonly string[]): boolean {
  return words.some((word) => word.startsWith('ws:'));
}

function startNode(args: readonly string[], cwd: string): CliProcess {
  // From source, an example's "faultscape/sim" is this checkout's.
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json') };
  return new CliProcess(spawn(process.execPath, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** The built program; plug-ins in TypeScript need the source and its loader. */
function start(words: readonly string[], cwd: string): CliProcess {
  const isSource = words[0] === '--plugin';
  return startNode([...(isSource ? ['--import', TSX, SOURCE] : [builtCli()]), ...words], cwd);
}

/** Waits until a process has written something; fails with all it wrote if it ends before. */
async function until(program: CliProcess, pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(program.out + program.err);
    if (found !== null) return found[0];
    const ended = await Promise.race([
      program.ended.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 50)),
    ]);
    if (ended && !pattern.test(program.out + program.err)) throw new Error(program.out + program.err);
  }
}

/** Commands that go on until somebody stops them: served pages, and programs that drive. */
async function runAndStop(words: readonly string[], cwd: string, ready: RegExp): Promise<void> {
  const program = start(words, cwd);
  await until(program, ready);
  program.child.kill('SIGINT');
  expect([0, 130], program.err).toContain((await program.ended).code);
}

async function run(words: readonly string[], cwd: string): Promise<void> {
  if (words[0] === 'serve') return runAndStop(words, cwd, /http:\/\/\S+/);
  if (words.includes('--live')) return runAndStop(words, cwd, /AFR is the attack fooling rate/);
  if (words[0] === 'agent') return besideAnEvaluation(words, cwd);
  const program = start(words, cwd);
  if (needsPartner(words)) {
    const name = (words.find((word) => word.startsWith('ws:')) as string).slice('ws:'.length);
    const url = await until(program, /ws:\/\/127\.0\.0\.1:\d+\/agent/);
    const partner = start(['agent', 'pure-pursuit', '--name', name, '--url', url], cwd);
    await program.ended;
    partner.child.kill('SIGINT');
    await partner.ended;
  }
  const { code } = await program.ended;
  // Made as short as that, an attack may meet no failure.
  expect(words.includes('attack') ? [0, 3] : [0], `${words.join(' ')}\n${program.err}`).toContain(code);
}

/** A program that drives needs something to drive in. */
async function besideAnEvaluation(words: readonly string[], cwd: string): Promise<void> {
  const name = words[words.indexOf('--name') + 1] as string;
  const asked = [
    'evaluate',
    '--task',
    'driving/one-curve',
    '--agent',
    `ws:${name}`,
    '-n',
    '1',
    '--port',
    '0',
  ];
  const evaluation = start(asked, cwd);
  const url = await until(evaluation, /ws:\/\/127\.0\.0\.1:\d+\/agent/);
  const agent = start([...words, '--url', url], cwd);
  expect((await evaluation.ended).code, evaluation.err).toBe(0);
  agent.child.kill('SIGINT');
  await agent.ended;
}

describe.each(PAGES.filter((page) => commandsOf(page).length > 0))('the commands of %s', (page) => {
  it('run as they stand there, one after the other, only shorter', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'rounds.json'), ROUNDS);
    writeFileSync(join(cwd, 'flights.json'), FLIGHTS);
    symlinkSync(join(ROOT, 'examples'), join(cwd, 'examples'));
    for (const words of commandsOf(page)) await run(shortened(words), cwd);
  }, 600_000);
});

describe('the library example of README.md', () => {
  it('runs as it stands there', async () => {
    const [, code] = readFileSync(join(ROOT, 'README.md'), 'utf8').match(
      /```ts\n([\s\S]*?)```/,
    ) as RegExpMatchArray;
    const cwd = newFolder();
    const file = join(cwd, 'example.mts');
    writeFileSync(file, (code as string).replaceAll(/'faultscape\/(\w+)'/g, `'${ROOT}$1/index.ts'`));
    const program = startNode(['--import', TSX, file], cwd);
    expect((await program.ended).code, program.err).toBe(0);
    expect(program.out).toMatch(/^0\.\d+ goal/);
  });
});
