import type { CameraSpec, Frame, SensorNeeds } from '../agent.ts';
import { FaultscapeError } from '../core/errors.ts';
import { deriveSeed } from '../core/rng.ts';
import type { Renderer } from '../render/renderer.ts';
import type { CameraPose, Picture } from '../scene/picture.ts';
import { CAMERA_EFFECT_NUMBERS, type CameraEffectsSpec } from '../sensor-spec.ts';
import { type CameraEffects, withCameraEffects } from './camera-effects.ts';

/** Whose camera it is. */
export interface SeatCameraOptions {
  readonly seed: number;
  readonly seat: number;
  readonly renderer: Renderer | null;
  readonly needs: SensorNeeds;
}

/**
 * The camera that an agent asked for, in one episode: what the renderer draws, seen through the lens and the
 * sensor asked for. Their noise follows from the episode's seed and the step. Its one danger: a frame without
 * effects is the renderer's own memory.
 */
export class SeatCamera {
  readonly #renderer: Renderer;
  readonly #camera: CameraSpec;
  readonly #seat: number;
  readonly #seed: number;

  private constructor(renderer: Renderer, camera: CameraSpec, { seat, seed }: SeatCameraOptions) {
    this.#renderer = renderer;
    this.#camera = camera;
    this.#seat = seat;
    this.#seed = seed;
  }

  /** Null where nothing is to be seen. Throws an error of kind `usage` for an effect out of its range. */
  static open(options: SeatCameraOptions): SeatCamera | null {
    const { renderer, needs } = options;
    checkEffects(needs.camera?.effects ?? {});
    if (renderer === null || needs.camera === null) return null;
    return new SeatCamera(renderer, needs.camera, options);
  }

  frame(picture: Picture, pose: CameraPose, step: number): Frame {
    const frame = this.#renderer.render(picture, pose, this.#camera, this.#seat);
    const { effects } = this.#camera;
    if (effects === undefined) return frame;
    const seed = deriveSeed(this.#seed, 'seat-camera', step);
    return withCameraEffects(frame, effectsOf(effects, pose.horizontalFovDeg), seed);
  }
}

function effectsOf(spec: CameraEffectsSpec, horizontalFovDeg: number): CameraEffects {
  const {
    k1 = 0,
    k2 = 0,
    defocus = 0,
    exposureStops = 0,
    motionBlur = 0,
    motionBlurDeg = 0,
    noise = 0,
  } = spec;
  return {
    distortion: { k1, k2, horizontalFovDeg },
    defocus: { radius: defocus },
    exposure: { stops: exposureStops },
    motionBlur: { length: motionBlur, directionDeg: motionBlurDeg },
    noise: { deviation: noise },
  };
}

function checkEffects(effects: CameraEffectsSpec): void {
  for (const [name, value] of Object.entries(effects)) {
    const range = CAMERA_EFFECT_NUMBERS[name as keyof CameraEffectsSpec];
    if (value === undefined || (range !== undefined && value >= range.low && value <= range.high)) continue;
    throw new FaultscapeError('usage', `The camera cannot be: its effect ${name} is out of range.`, {
      expected:
        range === undefined
          ? `one of ${Object.keys(CAMERA_EFFECT_NUMBERS).join(', ')}`
          : `a number from ${range.low} to ${range.high}`,
      got: `${value}`,
      hint: 'docs/sensors.md has the range of every number',
    });
  }
}
