import { Router } from 'express';
import { hardeningDetail, hardeningSummary } from '../harden/hardening-news.ts';
import type { RunIndex } from '../runs/run-index.ts';
import { RunsFolder } from '../runs/runs-folder.ts';

/** Hardenings below the runs folder: how far they are, and what came of them. */
export function hardeningRoutes({ runs, index }: { runs: RunsFolder; index: RunIndex }): Router {
  const hardenings = new RunsFolder(runs.path, 'hardening');
  const router = Router();

  router.get('/hardenings', async (_, response) => {
    const names = [...(await hardenings.names())].sort();
    response.json(names.map((name) => hardeningSummary(name, hardenings.locate(name))));
  });

  router.get('/hardenings/:name', (request, response) => {
    const { name } = request.params;
    response.json(hardeningDetail(name, hardenings.locate(name), { runs, index }));
  });

  return router;
}
