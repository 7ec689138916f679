import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Response, Router } from 'express';
import { z } from 'zod';
import { SeedSchema } from '../config/attack-config.ts';
import { parseWith } from '../config/parse.ts';
import { AnswerDesk } from '../runs/answer-desk.ts';
import type { Archive } from '../runs/archive.ts';
import { withLog } from '../runs/log-reader.ts';
import { NotFound } from '../runs/not-found.ts';
import type { RunIndex } from '../runs/run-index.ts';
import type { RunsFolder } from '../runs/runs-folder.ts';
import { shown } from '../sockets/shown.ts';
import { DOWNLOADS, type Draws, type ExplanationAbout, type Figures } from './api.ts';

const DrawsQuery = z.object({
  n: z.coerce.number().pipe(z.int().min(1).max(20_000)).default(1000),
  seed: z.coerce.number().pipe(SeedSchema).default(1),
});

const TYPES: Readonly<Record<(typeof DOWNLOADS)[number], string>> = {
  'episodes.csv': 'text/csv; charset=utf-8',
  'episodes.parquet': 'application/vnd.apache.parquet',
  'scenes.json': 'application/json; charset=utf-8',
};

/** What is made of a log: figures, an explanation, draws of what was learned, files to take away. */
export function archiveRoutes(parts: { runs: RunsFolder; index: RunIndex; archive: Archive }): Router {
  const { runs, index, archive } = parts;
  const figures = new AnswerDesk<Figures>(archive, 'figures');
  const explanations = new AnswerDesk<ExplanationAbout>(archive, 'explanation');
  const router = Router();

  router.get('/runs/:name/figures', async (request, response) => {
    const { name } = request.params;
    const folder = runs.locate(name);
    response.json(await figures.of(name, folder, index.stamp(name)));
  });

  router.get('/runs/:name/explanation', async (request, response) => {
    const { name } = request.params;
    const folder = runs.locate(name);
    response.json(await explanations.of(name, folder, index.stamp(name)));
  });

  router.get('/runs/:name/distribution', async (request, response) => {
    const { name } = request.params;
    const { n, seed } = parseWith(DrawsQuery, request.query, 'The query', 'usage');
    const folder = runs.locate(name);
    if (!existsSync(join(folder, 'distribution.json'))) {
      throw new NotFound('This run has learned no distribution yet.');
    }
    response.json(await archive.ask<Draws>({ make: 'draws', folder, run: name, n, seed }));
  });

  for (const make of DOWNLOADS) {
    router.get(`/runs/:name/download/${make}`, async (request, response) => {
      const { name } = request.params;
      const bytes = await archive.ask<Uint8Array>({ make, folder: runs.locate(name), run: name });
      sendFile(response, `${fileWord(name)}-${make}`, TYPES[make], bytes);
    });
  }

  router.get('/runs/:name/episodes/:id/download.mcap', async (request, response) => {
    const { name, id } = request.params;
    const folder = runs.locate(name);
    const logged = withLog(folder, null, (store) => store.get(id));
    if (logged === null || logged.steps === 0) {
      throw new NotFound('There are no steps of this episode.', {
        expected: `the id of an episode of ${name} that came to its end`,
        got: shown(id),
      });
    }
    const bytes = await archive.ask<Uint8Array>({ make: 'mcap', folder, run: name, episode: id });
    sendFile(response, `${fileWord(name)}-${fileWord(id)}.mcap`, 'application/octet-stream', bytes);
  });

  return router;
}

function sendFile(response: Response, name: string, type: string, bytes: Uint8Array): void {
  response.attachment(name);
  response.setHeader('Content-Type', type);
  response.end(bytes);
}

/** A name as part of a file's name on any system. */
function fileWord(name: string): string {
  return name.replace(/[^A-Za-z0-9._]+/g, '-').replace(/^-|-$/g, '');
}
