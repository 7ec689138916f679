import type { Command } from 'commander';
import type { CliIo, RegisterCommand } from './command.ts';
import { registerTrainClassifier } from './train-classifier.ts';
import { registerTrainDetector } from './train-detector.ts';
import { registerTrainDriving } from './train-driving.ts';
import { registerTrainUav } from './train-uav.ts';

/** Adds what trains one agent to `faultscape train`. */
export type RegisterTrainer = (train: Command, io: CliIo) => void;

/** All that can be trained, in the order the help shows; to add one, write its file and add it here. */
const TRAINERS: readonly RegisterTrainer[] = [
  registerTrainDriving,
  registerTrainUav,
  registerTrainDetector,
  registerTrainClassifier,
];

/** `faultscape train WHAT`: makes the weights of a built-in agent again, or a variant of them. */
export const registerTrain: RegisterCommand = (program, io) => {
  const train = program.command('train').description('train a built-in agent from scratch');
  for (const register of TRAINERS) register(train, io);
};
