import { Router } from 'express';
import { RunsFolder } from '../runs/runs-folder.ts';
import { readTraining } from '../train/pictures/training-state.ts';
import type { TrainingDetail, TrainingSummary } from './api.ts';

/** Trainings below the runs folder: what they are, and how far they have got. */
export function trainingRoutes(runsFolder: string): Router {
  const trainings = new RunsFolder(runsFolder, 'training');
  const router = Router();

  router.get('/trainings', async (_, response) => {
    const names = [...(await trainings.names())].sort();
    response.json(names.map((name) => summaryOf(name, trainings.locate(name))));
  });

  router.get('/trainings/:name', (request, response) => {
    const { name } = request.params;
    const detail: TrainingDetail = { name, ...readTraining(trainings.locate(name)) };
    response.json(detail);
  });

  return router;
}

function summaryOf(name: string, folder: string): TrainingSummary {
  try {
    const { settings, rounds, heldOut } = readTraining(folder);
    return { name, settings, rounds, heldOut: heldOut.at(-1) ?? null, problem: null };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { name, settings: {}, rounds: 0, heldOut: null, problem };
  }
}
