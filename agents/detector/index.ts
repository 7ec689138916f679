/** A door of its own for training the detector. */
export { DetectorAgent } from './detector-agent.ts';
export { detectorPlanOf, detectorWeights } from './detector-plan.ts';
export { compactWeights, createDetectorTrainer, type DetectorLosses } from './detector-trainer.ts';
