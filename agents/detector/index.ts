/** A door of its own for training the detector. */
export { DetectorAgent } from './detector-agent.ts';
export { compactWeights, createDetectorTrainer, type DetectorLosses } from './detector-trainer.ts';
