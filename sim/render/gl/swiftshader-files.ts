import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { FaultscapeError } from '../../core/errors.ts';
import { unpackOnce, unpackTarBr } from './unpack-once.ts';

const NEEDED = [
  'libEGL.so',
  'libGLESv2.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
  'vk_swiftshader_icd.json',
];

/**
 * The folder that holds ANGLE and SwiftShader, unpacked from the `@sparticuz/chromium` package at
 * first use.
 */
export function swiftshaderFolder(): string {
  const { archive, version } = findArchive();
  try {
    return unpackOnce({
      name: `swiftshader-${version}`,
      needed: NEEDED,
      unpackInto: (folder) => unpackTarBr(archive, folder),
    });
  } catch (cause) {
    throw new FaultscapeError('environment', 'SwiftShader could not be unpacked.', {
      expected: 'a writable cache folder with 15 MB free',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'set XDG_CACHE_HOME to a folder that you may write to',
      cause,
    });
  }
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
