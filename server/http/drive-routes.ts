import { Router } from 'express';
import { z } from 'zod';
import { NumberOrText, SeedSchema } from '../config/attack-config.ts';
import { parseWith } from '../config/parse.ts';
import type { Drives } from '../drives/drives.ts';

const NewDriveSchema = z.strictObject({
  task: z.string(),
  scene: z.record(z.string(), NumberOrText),
  seed: SeedSchema,
  agent: z.string().max(1024),
});

/** Driving one scene. The answer comes before the drive begins. */
export function driveRoutes({ drives }: { drives: Drives }): Router {
  const router = Router();
  router.post('/drives', (request, response) => {
    const wish = parseWith(NewDriveSchema, request.body, 'The request', 'usage');
    response.status(201).json(drives.start(wish));
  });
  return router;
}
