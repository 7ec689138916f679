import { readFileSync } from 'node:fs';
import { SHIPPED_WEIGHTS } from '../../agents/index.ts';
import { PilotTrainer } from '../../agents/uav-vision/index.ts';
import { openTask, readerOf } from '../evaluate/open-task.ts';
import { trainUav } from '../train/train-uav.ts';
import { type TrainingFlight, trainingFlight } from '../train/training-tracks.ts';
import { type AgentSchool, lessonOf, type Schooling } from './agent-school.ts';

const STUDENT_SHARES = [0.5, 0.75, 0.9] as const;

/** `uav-vision` learns on by DAgger, beginning with the weights that were attacked. */
export const racingSchool: AgentSchool = {
  shippedWeights: SHIPPED_WEIGHTS['uav-vision'],
  noun: 'training episode',
  teacherOf: () => 'uav-pd',
  usual: { rounds: 3, episodes: 24, steps: 500, learningRate: 3e-4 },
  async train(schooling) {
    const { rounds, episodes, steps } = schooling;
    const plan = Array.from({ length: rounds }, (_, round) => ({
      episodes,
      studentShare: STUDENT_SHARES[Math.min(round, STUDENT_SHARES.length - 1)] as number,
      steps,
    }));
    const { weightsFile } = await trainUav({
      ...schooling,
      plugins: [...schooling.plugins],
      backbone: PilotTrainer.backboneIn(readFileSync(schooling.from)),
      rounds: plan,
      flightOf: (round, index) => mixedFlight(schooling, round, index),
    });
    return weightsFile;
  },
};

/** A learned failure, or a track of the domain that the agent was made with, so that it forgets none of that. */
function mixedFlight(schooling: Schooling, round: number, index: number): TrainingFlight {
  const { task, files, seed } = schooling;
  const known = trainingFlight(seed, round, index);
  const scene = lessonOf(schooling, round, index);
  return scene === null ? known : { ...known, task: openTask(task, readerOf(files)).task, scene };
}
