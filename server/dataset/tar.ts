import { FaultscapeError } from '../../sim/core/index.ts';

/** One file in a tar archive, where its content lies in the archive's bytes. */
export interface TarEntry {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Tar archives are made of blocks of this many bytes. */
const BLOCK = 512;
const NAME_BYTES = 100;
/** Where the fields of a header lie: [offset, bytes] (POSIX.1-1988, ustar). */
const FIELDS = {
  name: [0, NAME_BYTES],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
} as const;
const REGULAR = '0';

/** What ends an archive. */
export const TAR_END = new Uint8Array(2 * BLOCK);

/** A file as it stands in an archive, without owner or date: equal files give equal bytes. */
export function tarFile(name: string, content: Uint8Array): Uint8Array {
  if (!/^[\x21-\x7e]+$/.test(name) || name.length > NAME_BYTES)
    throw new RangeError(`"${name}" is no name for a file in a tar archive`);
  const block = Buffer.alloc(BLOCK + blocks(content.length));
  const put = (field: keyof typeof FIELDS, text: string) => block.write(text, FIELDS[field][0], 'latin1');
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  put('name', name);
  put('mode', octal(0o644, 7));
  put('uid', octal(0, 7));
  put('gid', octal(0, 7));
  put('size', octal(content.length, 11));
  put('mtime', octal(0, 11));
  put('type', REGULAR);
  put('magic', 'ustar\0' + '00');
  put('checksum', `${octal(headerSum(block, 0), 6)} `);
  block.set(content, BLOCK);
  return block;
}

/** The files of an archive, in order. Throws an error of kind `data`, which names `where`, if it is damaged. */
export function tarEntries(archive: Uint8Array, where: string): TarEntry[] {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.length);
  const entries: TarEntry[] = [];
  for (let at = 0; at + BLOCK <= buffer.length; ) {
    if (buffer.subarray(at, at + BLOCK).every((byte) => byte === 0)) return entries;
    const text = (field: keyof typeof FIELDS) => {
      const [offset, bytes] = FIELDS[field];
      return buffer.toString('latin1', at + offset, at + offset + bytes).replace(/[\0 ]+.*$/s, '');
    };
    const bytes = Number.parseInt(text('size'), 8);
    const sum = Number.parseInt(text('checksum'), 8);
    if (sum !== headerSum(buffer, at) || !(bytes >= 0) || at + BLOCK + bytes > buffer.length) break;
    if (text('type') === REGULAR) entries.push({ name: text('name'), offset: at + BLOCK, bytes });
    at += BLOCK + blocks(bytes);
  }
  throw new FaultscapeError('data', `The archive ${where} is damaged.`, {
    expected: 'whole files and an end',
    got: `${entries.length} whole files, then something else`,
  });
}

function blocks(bytes: number): number {
  return Math.ceil(bytes / BLOCK) * BLOCK;
}

/** The sum of a header's bytes, those of the sum itself counted as spaces. */
function headerSum(buffer: Uint8Array, at: number): number {
  const [from, bytes] = FIELDS.checksum;
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) {
    sum += i >= from && i < from + bytes ? 0x20 : (buffer[at + i] as number);
  }
  return sum;
}
