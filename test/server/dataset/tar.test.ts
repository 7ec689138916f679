import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TAR_END, tarEntries, tarFile } from '../../../server/dataset/tar.ts';
import { newFolder } from '../toy-runs.ts';

const FILES = [
  ['a.json', Buffer.from('{"a":1}')],
  ['empty.txt', Buffer.alloc(0)],
  ['block.bin', Buffer.alloc(512, 7)],
  [`${'n'.repeat(96)}.png`, Buffer.alloc(1_000, 200)],
] as const;
const ARCHIVE = Buffer.concat([...FILES.map(([name, content]) => tarFile(name, content)), TAR_END]);

describe('a tar archive', () => {
  it('is unpacked by the system as it was packed', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'x.tar'), ARCHIVE);
    mkdirSync(join(folder, 'out'));
    execFileSync('tar', ['-xf', join(folder, 'x.tar'), '-C', join(folder, 'out')]);
    for (const [name, content] of FILES) expect(readFileSync(join(folder, 'out', name))).toEqual(content);
  });

  it('that the system packed is read', () => {
    const folder = newFolder();
    for (const [name, content] of FILES) writeFileSync(join(folder, name), content);
    const names = FILES.map(([name]) => name);
    const packed = execFileSync('tar', ['--format=ustar', '-C', folder, '-cf', '-', ...names]);
    const read = tarEntries(packed, 'x.tar').map(
      ({ name, offset, bytes }) => [name, packed.subarray(offset, offset + bytes)] as const,
    );
    expect(read).toEqual(FILES);
  });

  it('is refused when it was cut off anywhere', () => {
    for (const bytes of [0, 100, 511, 512, 1_000, ARCHIVE.length - 1_024]) {
      expect(() => tarEntries(ARCHIVE.subarray(0, bytes), 'x.tar'), `${bytes}`).toThrow(/x\.tar is damaged/);
    }
  });

  it('is refused when a bit of a header was flipped', () => {
    for (const at of [0, 124, 150, 257, 511]) {
      const flipped = Buffer.from(ARCHIVE);
      flipped[at] = (flipped[at] as number) ^ 1;
      expect(() => tarEntries(flipped, 'x.tar'), `byte ${at}`).toThrow(/damaged/);
    }
  });

  it('takes no name that tools would read otherwise', () => {
    for (const name of ['', 'a b', 'ä', 'n'.repeat(101)])
      expect(() => tarFile(name, Buffer.alloc(1))).toThrow();
  });
});
