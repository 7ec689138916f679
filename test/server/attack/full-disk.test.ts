import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { attackToy, comparable, newFolder, rowsIn } from '../toy-runs.ts';

const disk = newFolder();
const mounted = mount('size=400k');

/** A small disk of our own, where this process may make one. */
function mount(options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

afterAll(() => {
  // Lazily: libsql lets go of a closed file when its statements are collected.
  if (mounted) execFileSync('umount', ['-l', disk]);
});

const ATTACK = { adversary: 'random', settings: { samples: 600 } };

describe('an attack on a full disk', () => {
  it.skipIf(!mounted)('ends with a clear error, keeps its rows, and resumes when there is room', async () => {
    const out = join(disk, 'run');
    const error = await attackToy({ ...ATTACK, out }).catch((e: unknown) => e);
    expect(error).toMatchObject({ exitCode: 69, message: expect.stringContaining('The disk is full') });

    execFileSync('mount', ['-o', 'remount,size=20M', disk]);
    const kept = rowsIn(out);
    expect(kept.length).toBeGreaterThan(0);
    const { rows } = await attackToy({ ...ATTACK, out }, { resume: true });
    const { rows: untroubled } = await attackToy(ATTACK);
    expect(comparable(rows)).toEqual(comparable(untroubled));
    expect(rows).toEqual(expect.arrayContaining([...kept]));
  });
});
