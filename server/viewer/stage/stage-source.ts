import type { CameraPose, Picture, Pose } from '../../../sim/index.ts';

/** What one panel of the stage shows at a moment. */
export interface StageFrame {
  readonly picture: Picture;
  /** What cameras look at and follow; null looks at the whole stage. */
  readonly focus: Pose | null;
  /** Where the agent's own camera is, for the mode that looks through it. */
  readonly agentCamera: CameraPose | null;
  /** The way driven, painted a little above the road. */
  readonly ribbon: Ribbon | null;
  /** The way that should be driven: x0, y0, x1, y1, ... metres. */
  readonly routeXyM: ArrayLike<number> | null;
}

export interface Ribbon {
  /** x, y and z of each point, metres. */
  readonly pointsM: Float32Array;
  /** Red, green and blue of each point as on the screen, 0 to 1. */
  readonly colours: Float32Array;
  readonly widthM: number;
}

/** Asked once per drawn frame. The same object as before means that nothing is to be drawn again. */
export interface StageSource {
  frame(nowMs: number): StageFrame | null;
}
