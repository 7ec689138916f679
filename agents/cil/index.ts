/** A door of its own for training the camera agent. */
export { checkTeacher } from './check-teacher.ts';
export { CIL_CAMERA, CilAgent } from './cil-agent.ts';
export { IMAGE } from './cil-net.ts';
export { CilTrainer, type Losses } from './cil-trainer.ts';
export { DaggerAgent, type Lesson } from './dagger-agent.ts';
export type { Lessons } from './lessons.ts';
export type { PictureNoise } from './picture-noise.ts';
