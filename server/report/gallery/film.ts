import { FaultscapeError } from '../../../sim/core/index.ts';
import {
  type CameraPose,
  type CameraSpec,
  type Frame,
  type Picture,
  type Renderer,
  type Task,
  type Trajectory,
  traceAt,
} from '../../../sim/index.ts';
import type { Scene } from '../../../sim/space/index.ts';
import { halve } from './halve.ts';
import { encodePng } from './png.ts';

/** Two views of one moment of an episode, as PNG data URIs. */
export interface Shot {
  readonly step: number;
  readonly timeS: number;
  /** From the agent's camera, large enough for a person. */
  readonly wide: string;
  /** The very pixels the agent got, or null for an agent without a camera. */
  readonly seen: string | null;
}

export interface FilmRequest {
  readonly task: Task;
  readonly renderer: Renderer;
  readonly scene: Scene;
  readonly seed: number;
  readonly trajectory: Trajectory;
  /** The moment to show: after this many steps, counted from 1. */
  readonly step: number;
  /** The agent's own camera, or null. */
  readonly camera: CameraSpec | null;
}

/** Tall enough to judge weather and road, small enough that a dozen fit in a page. */
const WIDE_HEIGHT_PX = 216;
const WIDEST_PX = 480;
const WIDE_SUPERSAMPLING = 2;

/**
 * Photographs one moment of a logged episode from its camera; nothing is simulated again. Returns
 * null for a task whose episodes have no camera.
 */
export function film(request: FilmRequest): Shot | null {
  const { task, scene, seed, trajectory, step } = request;
  const row = traceAt(task, trajectory, step);
  const retrace = task.retrace?.(scene, seed);
  const pose = retrace?.cameraPose(row) ?? null;
  if (retrace === undefined || pose === null) return null;
  const timeS = step * task.controlStepS;
  return photograph(request, retrace.picture(row, timeS), pose, timeS);
}

function photograph(request: FilmRequest, picture: Picture, pose: CameraPose, timeS: number): Shot {
  const { renderer, camera } = request;
  const aspect = camera === null ? 16 / 9 : camera.widthPx / camera.heightPx;
  const widthPx = Math.min(WIDEST_PX, Math.round(WIDE_HEIGHT_PX * aspect));
  const heightPx = Math.round(widthPx / aspect);
  const large = renderer.render(
    picture,
    pose,
    {
      widthPx: widthPx * WIDE_SUPERSAMPLING,
      heightPx: heightPx * WIDE_SUPERSAMPLING,
      rgb: true,
      depth: false,
      semantic: false,
    },
    0,
  );
  const wide = encodePng(halve(rgbOf(large), large.widthPx, large.heightPx), widthPx, heightPx);
  const seen =
    camera === null
      ? null
      : encodePng(
          rgbOf(renderer.render(picture, pose, { ...camera, rgb: true, depth: false, semantic: false }, 0)),
          camera.widthPx,
          camera.heightPx,
        );
  return { step: request.step, timeS, wide, seen };
}

function rgbOf(frame: Frame): Uint8Array {
  if (frame.rgb === null) {
    throw new FaultscapeError('environment', 'The renderer gave no colour image.', {
      expected: 'RGB pixels',
      got: 'none',
    });
  }
  return frame.rgb;
}
