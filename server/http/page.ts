import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';
import { PACKAGE_ROOT } from '../config/package-info.ts';

/** Where vite puts the page. */
export const PAGE_FOLDER = fileURLToPath(new URL('dist/viewer', PACKAGE_ROOT));

/** Addresses that the page itself knows (see server/viewer/app.tsx). */
const PLACES = /^\/(?:runs\/.+|compare|explore|(?:trainings|hardenings)(?:\/.+)?)?\/?$/;
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** The built page: its files by name, and itself at every address that it knows. */
export function pageRoutes(folder: string): Router {
  const router = Router();
  // vite puts a hash of its content into the name of everything in assets/.
  const files = express.static(folder, {
    index: false,
    redirect: false,
    setHeaders(response, path) {
      const hashed = path.startsWith(join(folder, 'assets'));
      response.setHeader('Cache-Control', hashed ? IMMUTABLE : 'no-cache');
    },
  });
  router.use(files, sendPage(folder));
  return router;
}

function sendPage(folder: string): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      next();
      return;
    }
    if (!existsSync(join(folder, 'index.html'))) {
      response.status(503).type('text/plain').send('The page is not built yet: run npm run build.\n');
      return;
    }
    // The page says in its own words that there is nothing at an address.
    response.status(PLACES.test(request.path) ? 200 : 404);
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder, cacheControl: false });
  };
}
