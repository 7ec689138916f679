import type { Action, Frame, Observation, ReadingSpec, Readings } from '../../agent.ts';
import { deriveSeed } from '../../core/rng.ts';
import { type CameraPose, type Picture, SHAPE_CLASSES } from '../../scene/picture.ts';
import { withCameraEffects } from '../../sensors/camera-effects.ts';
import { SeatCamera } from '../../sensors/seat-camera.ts';
import type { Episode, EpisodeOptions, Score } from '../../task.ts';
import type { Sight } from './detection-score.ts';
import type { DetectionShot } from './detection-shot.ts';
import type { Marking } from './marking.ts';

/** A still picture takes no time; this is what its one step counts as. */
export const CONTROL_STEP_S = 0.1;

/** What is logged of the object, before the terms of the score. */
export const OBJECT_NAMES = ['classIndex', 'instance', 'boxLeft', 'boxTop', 'boxRight', 'boxBottom'] as const;

/** What privileged agents are shown. */
export const TRUTH_READINGS: readonly ReadingSpec[] = [
  {
    name: 'box',
    shape: [4],
    dtype: 'float64',
    unit: '1',
    low: 0,
    high: 1,
    description: "left, top, right, bottom of the whole object's box, cut at the picture's edge",
  },
  {
    name: 'class',
    shape: [],
    dtype: 'float64',
    unit: '1',
    low: 0,
    high: SHAPE_CLASSES.length - 1,
    description: 'the number of its class',
  },
  {
    name: 'visibleShare',
    shape: [],
    dtype: 'float64',
    unit: '1',
    low: 0,
    high: 1,
    description: 'share of its outline that is in the picture and not hidden',
  },
];

/** One still picture, answered once. Its one danger: a frame without effects is the renderer's own memory. */
export class DetectionEpisode<Terms extends Readonly<Record<string, number>>> implements Episode {
  readonly #shot: DetectionShot;
  readonly #marking: Marking<Terms>;
  readonly #sight: Sight;
  readonly #options: EpisodeOptions;
  readonly #camera: SeatCamera | null;
  #terms: Terms;
  #over = false;

  constructor(shot: DetectionShot, options: EpisodeOptions, marking: Marking<Terms>) {
    this.#shot = shot;
    this.#marking = marking;
    this.#options = options;
    this.#camera = SeatCamera.open(options);
    const { camera } = options.needs;
    this.#sight = shot.sight(camera === null ? 1 : camera.widthPx / camera.heightPx);
    this.#terms = marking.mark(null, this.#sight);
  }

  get over(): boolean {
    return this.#over;
  }

  observe(): Observation {
    const { seat, needs } = this.#options;
    const step = this.#over ? 1 : 0;
    return {
      seat,
      step,
      timeS: step * CONTROL_STEP_S,
      speedMps: 0,
      command: 'follow',
      frame: this.#frame(),
      truth: null,
      ...(needs.truth ? { readings: this.#truth() } : {}),
    };
  }

  advance(action: Action): void {
    if (this.#over) throw new RangeError('the episode is over: nothing more can be done in it');
    this.#terms = this.#marking.mark(action, this.#sight);
    this.#over = true;
  }

  score(): Score {
    return this.#marking.score(this.#terms, this.#over ? 1 : 0);
  }

  picture(): Picture {
    return this.#shot.picture;
  }

  cameraPose(): CameraPose {
    return this.#shot.pose;
  }

  trace(into: Float64Array, offset: number): void {
    into.set(traceRow(this.#marking, this.#shot, this.#sight, this.#terms), offset);
  }

  close(): void {
    this.#options.renderer?.release(this.#options.seat);
  }

  #frame(): Frame | null {
    if (this.#camera === null) return null;
    const { picture, pose, effects } = this.#shot;
    const { seed } = this.#options;
    // First the camera that was asked for, then what the scene does to its picture.
    const frame = this.#camera.frame(picture, pose, 0);
    return withCameraEffects(frame, effects, deriveSeed(seed, 'camera-effects'));
  }

  #truth(): Readings {
    const { box, classIndex, visibleShare } = this.#sight;
    return {
      box: Float64Array.of(box.left, box.top, box.right, box.bottom),
      class: Float64Array.of(classIndex),
      visibleShare: Float64Array.of(visibleShare),
    };
  }
}

/** One number per name of OBJECT_NAMES, then per term. */
export function traceRow<Terms extends Readonly<Record<string, number>>>(
  { termNames }: Marking<Terms>,
  { instance }: DetectionShot,
  { classIndex, box }: Sight,
  terms: Terms,
): Float64Array {
  const { left, top, right, bottom } = box;
  const said = termNames.map((name) => terms[name] as number);
  return Float64Array.of(classIndex, instance, left, top, right, bottom, ...said);
}
