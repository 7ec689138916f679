import type { CameraSpec, Frame } from '../agent.ts';
import type { CameraPose, Picture } from '../scene/picture.ts';

/**
 * Draws pictures. One renderer serves many episodes side by side; it caches what it built for
 * a stage by the stage's key. The danger: frames may share memory with the next call of
 * `render` for the same `slot`; copy what must last.
 */
export interface Renderer {
  /** Route and renderer string, e.g. "swiftshader: ANGLE (Google, Vulkan 1.3 (SwiftShader))". */
  readonly description: string;
  render(picture: Picture, pose: CameraPose, camera: CameraSpec, slot: number): Frame;
  /** Frees what was built for a slot's stage when its episode ends. */
  release(slot: number): void;
  close(): void;
}
