import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { FaultscapeError } from '../../core/errors.ts';

const TAR_BLOCK_BYTES = 512;
const NEEDED = [
  'libEGL.so',
  'libGLESv2.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
  'vk_swiftshader_icd.json',
];

/**
 * The folder that holds ANGLE and SwiftShader, unpacked from the `@sparticuz/chromium` package at
 * first use. Several processes may come here at once: each unpacks into a folder of its own and
 * renames it into place, so that a folder under the final name is always complete.
 */
export function swiftshaderFolder(): string {
  const { archive, version } = findArchive();
  const problems: string[] = [];
  for (const base of cacheFolders()) {
    const folder = path.join(base, `swiftshader-${version}`);
    if (isComplete(folder) && isOurs(folder)) return folder;
    try {
      unpackAtomically(archive, folder);
      return folder;
    } catch (error) {
      problems.push(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new FaultscapeError('environment', 'SwiftShader could not be unpacked.', {
    expected: 'a writable cache folder with 15 MB free',
    got: problems.join('; '),
    hint: 'set XDG_CACHE_HOME to a folder that you may write to',
  });
}

function findArchive(): { archive: string; version: string } {
  try {
    const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    const root = path.resolve(path.dirname(main), '../..');
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { archive: path.join(root, 'bin', 'swiftshader.tar.br'), version };
  } catch (cause) {
    throw new FaultscapeError('environment', 'The package that carries SwiftShader is missing.', {
      expected: '@sparticuz/chromium among the installed packages',
      hint: 'run npm ci',
      cause,
    });
  }
}

function cacheFolders(): string[] {
  const temporary = path.join(os.tmpdir(), `faultscape-${process.getuid?.() ?? 'user'}`);
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && path.join(process.env.HOME, '.cache'));
  return home ? [path.join(home, 'faultscape'), temporary] : [temporary];
}

/** Libraries are loaded from here: never trust a folder that somebody else put in a shared place. */
function isOurs(folder: string): boolean {
  return process.getuid === undefined || fs.statSync(folder).uid === process.getuid();
}

function isComplete(folder: string): boolean {
  return NEEDED.every((name) => fs.existsSync(path.join(folder, name)));
}

function unpackAtomically(archive: string, folder: string): void {
  fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o700 });
  const draft = fs.mkdtempSync(`${folder}.`);
  try {
    for (const { name, content } of filesOfTar(zlib.brotliDecompressSync(fs.readFileSync(archive)))) {
      fs.writeFileSync(path.join(draft, name), content);
    }
    if (!isComplete(draft)) throw new Error(`${archive} lacks one of ${NEEDED.join(', ')}`);
    if (fs.existsSync(folder) && !isComplete(folder)) fs.rmSync(folder, { recursive: true, force: true });
    try {
      fs.renameSync(draft, folder);
    } catch (error) {
      // Another process was faster; its folder is as good as ours.
      if (!isComplete(folder)) throw error;
    }
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

/** The plain files of a ustar archive, by base name. */
function* filesOfTar(tar: Buffer): Generator<{ name: string; content: Buffer }> {
  for (let at = 0; at + TAR_BLOCK_BYTES <= tar.length; ) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    if (name === '') return;
    const sizeBytes = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    const type = tar[at + 156];
    at += TAR_BLOCK_BYTES;
    const isFile = type === 0 || type === '0'.charCodeAt(0);
    if (isFile) yield { name: path.basename(name), content: tar.subarray(at, at + sizeBytes) };
    at += Math.ceil(sizeBytes / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
  }
}
