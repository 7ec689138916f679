import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { soon } from '../../support/soon.ts';
import { newToyRun } from '../http/toy-service.ts';
import { type CliProcess, newFolder, startCli, TOY_PLUGIN, waitForRows } from '../toy-runs.ts';

// Processes that start processes, on a machine that may have other things to do.
vi.setConfig({ testTimeout: 180_000 });

const started: CliProcess[] = [];

afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
});

function start(...args: readonly string[]): CliProcess {
  const program = startCli(['--plugin', TOY_PLUGIN, ...args]);
  started.push(program);
  return program;
}

/** The address a program printed, once it has. */
async function pageOf(program: CliProcess): Promise<URL> {
  const address = () => /^page: +(\S+)/m.exec(program.out + program.err)?.[1];
  await soon(address).toBeDefined();
  return new URL(address() as string);
}

describe('faultscape serve', () => {
  it('prints where the page is and where programs join, shows the runs, and ends on Ctrl-C', async () => {
    const folder = newFolder();
    newToyRun(join(folder, 'mine'), 2, { status: 'done' }).close();
    const program = start('serve', '--runs', folder, '--port', '0');
    const page = await pageOf(program);
    expect(program.out).toContain(`ws://${page.host}/agent`);
    expect(program.out).toContain(`ws://${page.host}/env`);
    const runs = await fetch(new URL('/api/runs', page)).then((response) => response.json());
    expect(runs).toMatchObject([{ name: 'mine', episodes: 2 }]);
    program.child.kill('SIGINT');
    expect(await program.ended).toEqual({ code: 0, signal: null });
  });

  it('with a token prints the address that lets a browser in', async () => {
    const token = 'correct-horse-battery';
    const program = start('serve', '--runs', newFolder(), '--port', '0', '--token', token);
    const page = await pageOf(program);
    expect(page.searchParams.get('token')).toBe(token);
    expect((await fetch(new URL('/api/runs', page))).status).toBe(401);
    const authorization = `Bearer ${token}`;
    expect((await fetch(new URL('/api/runs', page), { headers: { authorization } })).status).toBe(200);
  });
});

describe('faultscape attack --live', () => {
  const attack = (agent: string, out: string, samples: number) =>
    start(
      'attack',
      ...['--task', 'toy/plane', '--agent', agent, '--adversary', 'random', '--samples', String(samples)],
      ...['--workers', '1', '--seats', '2', '--out', out, '--live', '--port', '0'],
    );

  it('names the page first, prints the table when it is done, and goes on showing it until Ctrl-C', async () => {
    const out = join(newFolder(), 'runs', 'first');
    const program = attack('toy', out, 12);
    const page = await pageOf(program);
    expect(page.pathname).toBe('/runs/first');
    await soon(() => program.out).toContain('of 12 =');
    expect(program.out).toContain(`next: faultscape report ${out}`);
    const { summary } = await fetch(new URL('/api/runs/first', page)).then((response) => response.json());
    expect(summary).toMatchObject({ status: 'done', episodes: 12 });
    program.child.kill('SIGINT');
    expect((await program.ended).code).toBe(0);
  });

  it('keeps what is logged when Ctrl-C stops it in the middle', async () => {
    const out = join(newFolder(), 'first');
    const program = attack('toy/slow', out, 500);
    await pageOf(program);
    await waitForRows(out, 3);
    program.child.kill('SIGINT');
    expect((await program.ended).code).toBe(130);
    expect(program.err).toContain('faultscape attack --resume');
    expect(RunFolder.readManifest(out).status).toBe('interrupted');
  });

  it('shows what is wrong with an attack as the command without --live does', async () => {
    const program = attack('nobody', join(newFolder(), 'first'), 5);
    expect((await program.ended).code).toBe(64);
    expect(program.err).toContain('There is no such agent');
  });
});
