import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import zlib from 'node:zlib';
import { unpackOnce, unpackTarBr } from '../../sim/render/gl/unpack-once.ts';

/** Open Sans, which comes with the program, for every family: pictures look alike on every machine. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * A Chromium that came with `npm ci`: program, libraries and fonts, unpacked at first use. Nothing
 * is downloaded and nothing of the system's browsers is touched.
 */
export function chromiumFolder(): string {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = path.resolve(path.dirname(main), '../..');
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return unpackOnce({
    name: `chromium-${version}`,
    needed: ['chromium', 'lib/libnss3.so', 'libGLESv2.so', 'fonts.conf'],
    unpackInto: (folder) => {
      for (const archive of ['al2023', 'swiftshader', 'fonts']) {
        unpackTarBr(path.join(root, 'bin', `${archive}.tar.br`), folder);
      }
      fs.writeFileSync(path.join(folder, 'fonts.conf'), FONTS);
      const program = zlib.brotliDecompressSync(fs.readFileSync(path.join(root, 'bin', 'chromium.br')));
      fs.writeFileSync(path.join(folder, 'chromium'), program, { mode: 0o755 });
    },
  });
}
