import { Router } from 'express';
import { z } from 'zod';
import { parseWith } from '../config/parse.ts';
import { entryOf, stepsOf } from '../runs/episode-entry.ts';
import { withLog } from '../runs/log-reader.ts';
import { NotFound } from '../runs/not-found.ts';
import { announcedDetail, detailOf } from '../runs/run-detail.ts';
import type { RunIndex } from '../runs/run-index.ts';
import type { RunsFolder } from '../runs/runs-folder.ts';
import { shown } from '../sockets/shown.ts';
import { RunFolder } from '../store/run-folder.ts';
import { readTaskCopy } from '../store/task-copies.ts';
import type { EpisodePage, EpisodeSteps, RunDetail } from './api.ts';

const MOST_EPISODES = 10_000;

const PageQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  most: z.coerce.number().int().min(1).max(MOST_EPISODES).default(MOST_EPISODES),
});

/** What is logged: runs, their episodes, the steps of an episode. */
export function readRoutes({ runs, index }: { runs: RunsFolder; index: RunIndex }): Router {
  const router = Router();

  router.get('/runs', async (_, response) => {
    response.json(await index.list());
  });

  router.get('/runs/:name', (request, response) => {
    const { name } = request.params;
    const summary = index.summary(name);
    const detail: RunDetail = runs.has(name)
      ? detailOf(summary, RunFolder.readManifest(runs.locate(name)))
      : announcedDetail(summary);
    response.json(detail);
  });

  router.get('/runs/:name/episodes', (request, response) => {
    const { after, most } = parseWith(PageQuery, request.query, 'The query', 'usage');
    const { name } = request.params;
    const nothing = { rows: [], cursor: after };
    // A run that is about to be has logged nothing; one that is not there is not found.
    index.summary(name);
    const log = runs.has(name)
      ? withLog(runs.locate(name), nothing, (store) => store.rowsAfter(after, most))
      : nothing;
    const page: EpisodePage = { episodes: log.rows.map(entryOf), cursor: log.cursor };
    response.json(page);
  });

  router.get('/runs/:name/files/:file', (request, response) => {
    const { name, file } = request.params;
    const folder = runs.locate(name);
    const copies = RunFolder.readManifest(folder).taskFiles;
    // Only what the manifest names, by names that lead nowhere else.
    const copy = copies.find((one) => one.name === file);
    if (copy === undefined) {
      throw new NotFound('The run holds no such file.', {
        expected: copies.length === 0 ? 'none' : copies.map((one) => one.name).join(', '),
        got: shown(file),
      });
    }
    response.setHeader('Cache-Control', 'private, max-age=3600');
    response.type('application/octet-stream').send(Buffer.from(readTaskCopy(folder, copy).bytes));
  });

  router.get('/runs/:name/episodes/:id/steps', (request, response) => {
    const { name, id } = request.params;
    const trajectory = withLog(runs.locate(name), null, (store) => store.trajectory(id));
    if (trajectory === null) {
      throw new NotFound('There are no steps of this episode.', {
        expected: `the id of an episode of ${name} that came to its end`,
        got: shown(id),
      });
    }
    const steps: EpisodeSteps = stepsOf(trajectory);
    // Logged steps never change.
    response.setHeader('Cache-Control', 'private, max-age=3600');
    response.json(steps);
  });

  return router;
}
