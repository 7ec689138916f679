import { catalogue, stillTask } from '../detection/detection-task.ts';
import { registerTask } from '../registry.ts';
import { RECOGNITION_FAILS_BELOW, RECOGNITION_MARKING } from './recognition-score.ts';

/** Registers `recognition/all`: the scenes of `detection/all`, answered with a probability per class. */
export function registerRecognitionTask(): void {
  const id = 'recognition/all';
  const description = 'name the object in one picture, its class drawn from the seed or set by an axis';
  registerTask(id, () =>
    stillTask(id, catalogue(description, null), RECOGNITION_MARKING, RECOGNITION_FAILS_BELOW),
  );
}
