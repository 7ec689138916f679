import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { newFolder, startCli } from './server/toy-runs.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The modules of CONTRIBUTING.md, with the package's doors pointed at this checkout's source. */
function exampleModules(): string[] {
  const text = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const folder = newFolder();
  return [...text.matchAll(/```js (\w+)\n([\s\S]*?)```/g)].map(([, name, code]) => {
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, (code as string).replaceAll(/'faultscape\/(\w+)'/g, `'${ROOT}$1/index.ts'`));
    return file;
  });
}

describe('the examples of CONTRIBUTING.md', () => {
  it('work together as plug-ins: attack, report and sample', async () => {
    const plugins = exampleModules().flatMap((file) => ['--plugin', file]);
    expect(plugins).toHaveLength(6);
    const out = join(newFolder(), 'run');
    const run = async (...args: string[]) => {
      const cli = startCli([...plugins, ...args]);
      expect(await cli.ended, cli.err).toEqual({ code: 0, signal: null });
      return cli.out;
    };
    const parts = ['--task', 'example/sled', '--agent', 'example/steady', '--adversary', 'near-worst'];
    const found = await run('attack', ...parts, '--workers', '1', '--out', out);
    expect(found).toMatch(/random +\d+ of 50[\s\S]*generated +\d+ of 50/);
    const report = await run('report', out);
    expect(report).toMatch(/friction|wind/i);
    const csv = await run('sample', out, '-n', '4', '--format', 'csv');
    expect(csv.split('\n')[0]).toBe('friction,windMps2 [m/s^2]');
  }, 180_000);
});
