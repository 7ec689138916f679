import { Router } from 'express';
import { z } from 'zod';
import { parseWith } from '../config/parse.ts';
import type { Attacks } from '../runs/attacks.ts';
import type { RunRef } from './api.ts';

const NewAttackSchema = z.strictObject({
  name: z.string(),
  config: z.record(z.string(), z.json()),
});

const NothingSchema = z.strictObject({}).optional();

/** Starting, stopping and resuming attacks. They go on after the answer. */
export function attackRoutes({ attacks, stop }: { attacks: Attacks; stop: (run: string) => void }): Router {
  const router = Router();

  router.post('/attacks', (request, response) => {
    const { name, config } = parseWith(NewAttackSchema, request.body, 'The request', 'usage');
    attacks.start(name, config);
    response.status(201).json({ name } satisfies RunRef);
  });

  router.post('/runs/:name/stop', (request, response) => {
    const { name } = request.params;
    parseWith(NothingSchema, request.body, 'The request', 'usage');
    stop(name);
    response.status(202).json({ name } satisfies RunRef);
  });

  router.post('/runs/:name/resume', (request, response) => {
    const { name } = request.params;
    parseWith(NothingSchema, request.body, 'The request', 'usage');
    attacks.resume(name);
    response.status(202).json({ name } satisfies RunRef);
  });

  return router;
}
