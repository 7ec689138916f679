import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SOURCES = [
  'server/viewer',
  'server/http/api.ts',
  'server/live',
  'server/report',
  'adversary',
  'sim',
  'agents',
];
const PREFIX = `faultscape-viewer-${process.getuid?.() ?? 0}-`;
const AN_HOUR_MS = 3_600_000;

/**
 * The page as vite builds it from these sources, in a temporary folder that every test file of a
 * run shares: its name is a hash of the sources.
 */
export async function builtViewer(): Promise<string> {
  const folder = path.join(os.tmpdir(), PREFIX + sourceHash());
  if (fs.existsSync(path.join(folder, 'index.html'))) return folder;
  forgetOldOnes();
  const draft = fs.mkdtempSync(`${folder}.`);
  await build({
    configFile: path.join(ROOT, 'server/viewer/vite.config.ts'),
    build: { outDir: draft, emptyOutDir: true },
    logLevel: 'error',
  });
  try {
    fs.renameSync(draft, folder);
  } catch {
    // Another test file was faster.
    fs.rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Sources change all the time; what was built of earlier ones would fill the disk. */
function forgetOldOnes(): void {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const folder = path.join(os.tmpdir(), name);
    if (!name.startsWith(PREFIX)) continue;
    if (Date.now() - fs.statSync(folder).mtimeMs > AN_HOUR_MS)
      fs.rmSync(folder, { recursive: true, force: true });
  }
}

function sourceHash(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesBelow(path.join(ROOT, source))) hash.update(file).update(fs.readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(place: string): string[] {
  if (!fs.statSync(place).isDirectory()) return /\.(tsx?|css|html|svg)$/.test(place) ? [place] : [];
  return fs
    .readdirSync(place)
    .sort()
    .flatMap((name) => filesBelow(path.join(place, name)));
}
