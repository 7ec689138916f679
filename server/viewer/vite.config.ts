import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const SERVER = 'http://127.0.0.1:4747';
/** The server takes posts and sockets from pages of its own origin only. */
const BEHIND = { target: SERVER, ws: true, changeOrigin: true, headers: { origin: SERVER } };

/** Builds the page into dist/viewer; `npx vite server/viewer` serves it from source beside a running `faultscape serve`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL('../../dist/viewer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
  },
  server: {
    proxy: Object.fromEntries(['/api', '/live', '/agent'].map((path) => [path, BEHIND])),
  },
});
