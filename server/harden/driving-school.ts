import { readFileSync } from 'node:fs';
import { CilTrainer } from '../../agents/cil/index.ts';
import { SHIPPED_WEIGHTS } from '../../agents/index.ts';
import { type Round, trainDriving } from '../train/train-driving.ts';
import { type TrainingEpisode, trainingEpisode } from '../train/training-scenes.ts';
import { type AgentSchool, lessonOf, type Schooling } from './agent-school.ts';

/** The student drives from the start, as it can: the places it goes wrong are what it has to see. */
const STUDENT_SHARES = [0.5, 0.7, 0.8] as const;
const WITH_TRAFFIC = 'driving/traffic';

/** `cil` learns on by DAgger, beginning with the weights that were attacked. */
export const drivingSchool: AgentSchool = {
  shippedWeights: SHIPPED_WEIGHTS.cil,
  noun: 'training episode',
  teacherOf: (task) => (task.startsWith(WITH_TRAFFIC) ? 'pursuit-idm' : 'pure-pursuit'),
  usual: { rounds: 3, episodes: 24, steps: 300, learningRate: 3e-4 },
  async train(schooling) {
    const { rounds, episodes, steps, learningRate } = schooling;
    const plan = Array.from({ length: rounds }, (_, round): Round => {
      const studentShare = STUDENT_SHARES[Math.min(round, STUDENT_SHARES.length - 1)] as number;
      return { episodes, studentShare, steps, learningRate };
    });
    const { weightsFile } = await trainDriving({
      ...schooling,
      backbone: CilTrainer.backboneIn(readFileSync(schooling.from)),
      rounds: plan,
      expert: drivingSchool.teacherOf(schooling.task) as string,
      episodeOf: (round, index) => mixedEpisode(schooling, round, index),
    });
    return weightsFile;
  },
};

/**
 * A learned failure, or what keeps the agent from forgetting: in turns of the domain that it was made with, and
 * the attacked task as it is for everybody. Seeds lie where no derived seed is, as those of all training do.
 */
function mixedEpisode(schooling: Schooling, round: number, index: number): TrainingEpisode {
  const { task, seed } = schooling;
  const known = trainingEpisode(seed, round, index);
  const scene = lessonOf(schooling, round, index);
  if (scene !== null) return { ...known, task, scene };
  return index % 2 === 0 ? known : { ...known, task, scene: {} };
}
