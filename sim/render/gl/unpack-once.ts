import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

const TAR_BLOCK_BYTES = 512;

export interface Unpacking {
  /** The folder's name; it should carry the version of what is in it. */
  readonly name: string;
  /** Files without which the folder is not complete. */
  readonly needed: readonly string[];
  /** Writes everything into an empty folder. */
  readonly unpackInto: (folder: string) => void;
}

/**
 * A folder in a cache that is filled at first use. Several processes may come here at once: each
 * unpacks into a folder of its own and renames it into place, so that a folder under the final
 * name is always complete. Throws a plain Error that says what went wrong in every cache folder.
 */
export function unpackOnce(what: Unpacking): string {
  const problems: string[] = [];
  for (const base of cacheFolders()) {
    const folder = path.join(base, what.name);
    if (isComplete(folder, what.needed) && isOurs(folder)) return folder;
    try {
      unpackAtomically(folder, what);
      return folder;
    } catch (error) {
      problems.push(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(problems.join('; '));
}

/** Writes the plain files of a brotli-compressed ustar archive below a folder. */
export function unpackTarBr(archive: string, folder: string): void {
  const tar = zlib.brotliDecompressSync(fs.readFileSync(archive));
  for (const { name, content } of filesOfTar(tar)) {
    const file = path.join(folder, name);
    if (!file.startsWith(folder + path.sep)) throw new Error(`${archive} holds ${name}, which leads outside`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
}

function cacheFolders(): string[] {
  const temporary = path.join(os.tmpdir(), `faultscape-${process.getuid?.() ?? 'user'}`);
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && path.join(process.env.HOME, '.cache'));
  return home ? [path.join(home, 'faultscape'), temporary] : [temporary];
}

/** Programs are loaded from here: never trust a folder that somebody else put in a shared place. */
function isOurs(folder: string): boolean {
  return process.getuid === undefined || fs.statSync(folder).uid === process.getuid();
}

function isComplete(folder: string, needed: readonly string[]): boolean {
  return needed.every((name) => fs.existsSync(path.join(folder, name)));
}

function unpackAtomically(folder: string, { needed, unpackInto }: Unpacking): void {
  fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o700 });
  const draft = fs.mkdtempSync(`${folder}.`);
  try {
    unpackInto(draft);
    if (!isComplete(draft, needed)) throw new Error(`the package lacks one of ${needed.join(', ')}`);
    if (fs.existsSync(folder) && !isComplete(folder, needed)) {
      fs.rmSync(folder, { recursive: true, force: true });
    }
    try {
      fs.renameSync(draft, folder);
    } catch (error) {
      // Another process was faster; its folder is as good as ours.
      if (!isComplete(folder, needed)) throw error;
    }
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

/** The plain files of a ustar archive. */
function* filesOfTar(tar: Buffer): Generator<{ name: string; content: Buffer }> {
  for (let at = 0; at + TAR_BLOCK_BYTES <= tar.length; ) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    if (name === '') return;
    const sizeBytes = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    const type = tar[at + 156];
    at += TAR_BLOCK_BYTES;
    const isFile = type === 0 || type === '0'.charCodeAt(0);
    if (isFile) yield { name, content: tar.subarray(at, at + sizeBytes) };
    at += Math.ceil(sizeBytes / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
  }
}
