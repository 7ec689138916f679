import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Drives } from '../drives/drives.ts';
import type { Archive } from '../runs/archive.ts';
import type { Attacks } from '../runs/attacks.ts';
import { NotFound } from '../runs/not-found.ts';
import type { RunIndex } from '../runs/run-index.ts';
import type { RunsFolder } from '../runs/runs-folder.ts';
import { shown } from '../sockets/shown.ts';
import type { TokenLock } from '../sockets/token-lock.ts';
import { aboutServer } from './about.ts';
import type { SeatAbout } from './api.ts';
import { answerErrors } from './api-error.ts';
import { archiveRoutes } from './archive-routes.ts';
import { attackRoutes } from './attack-routes.ts';
import { driveRoutes } from './drive-routes.ts';
import { hardeningRoutes } from './hardening-routes.ts';
import { pageRoutes } from './page.ts';
import { BODY_LIMIT, postGuard } from './post-guard.ts';
import { readRoutes } from './read-routes.ts';
import { tokenGuard } from './token-guard.ts';
import { trainingRoutes } from './training-routes.ts';

export interface AppParts {
  readonly runs: RunsFolder;
  readonly index: RunIndex;
  readonly archive: Archive;
  readonly attacks: Attacks;
  readonly drives: Drives;
  /** Stops whatever this server runs under a name. */
  readonly stop: (run: string) => void;
  readonly lock: TokenLock;
  readonly seats: () => readonly SeatAbout[];
  readonly agentUrl: () => string;
  readonly pageFolder: string;
  readonly onBug: (error: unknown) => void;
}

/** Everything that is answered over plain HTTP: the page and `/api`. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(SECURITY_HEADERS, tokenGuard(parts.lock));
  app.use('/api', apiRoutes(parts));
  app.use(pageRoutes(parts.pageFolder));
  app.use(answerErrors(parts.onBug));
  return app;
}

function apiRoutes(parts: AppParts): express.Router {
  const router = express.Router();
  router.use((_, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.use(postGuard(), express.json({ limit: BODY_LIMIT }));
  router.get('/about', (_, response) => {
    const { seats, agentUrl, runs } = parts;
    response.json(aboutServer({ seats: seats(), agentUrl: agentUrl(), runsFolder: runs.path }));
  });
  router.use(trainingRoutes(parts.runs.path), hardeningRoutes(parts));
  router.use(readRoutes(parts), archiveRoutes(parts), attackRoutes(parts), driveRoutes(parts));
  router.use((request) => {
    throw new NotFound('There is nothing at this address.', { got: shown(request.path) });
  });
  return router;
}

/** The page loads nothing from elsewhere, runs no script that is not a file of its own, and is framed by nobody. */
const SECURITY_HEADERS = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'", 'ws:', 'wss:'],
      workerSrc: ["'self'", 'blob:'],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // The server speaks plain HTTP; whoever puts TLS before it says so there.
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
  referrerPolicy: { policy: 'no-referrer' },
});
