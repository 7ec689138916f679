import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = new URL('./simd/', import.meta.url);

/** Compiles the files of simd/ and returns the WebAssembly module; throws with the compiler's own words. */
export async function compileSimdKernels(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const flags = [
    '--importMemory',
    '--runtime',
    'stub',
    '--enable',
    'simd',
    '-O3',
    '--noAssert',
    '--converge',
  ];
  const { error, stderr } = await asc.main(['index.ts', '--outFile', 'simd.wasm', ...flags], {
    readFile: sourceOf,
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === undefined)
    throw new Error(`simd/ does not compile:\n${stderr.toString()}`);
  return binary;
}

/** The compiler asks for names in .ts, also for some that are not there; ours end in .as, out of the way of tsc. */
function sourceOf(name: string): string | null {
  const file = new URL(name.replace(/\.ts$/, '.as'), here);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** The module as TypeScript source, so that it travels through any bundler without a file to find. */
export function asSource(binary: Uint8Array): string {
  const text = Buffer.from(binary).toString('base64');
  return `/** The files of simd/, compiled: made by \`npm run build:kernels\`; do not edit. */\nexport const SIMD_BINARY =\n  '${text}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const binary = await compileSimdKernels();
  writeFileSync(new URL('../simd-binary.ts', here), asSource(binary));
  console.log(`simd-binary.ts: ${binary.byteLength} bytes of WebAssembly`);
}
