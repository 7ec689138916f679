import { IMAGE, type LabelledPictures, STILL_CAMERA } from '../../../agents/pictures/index.ts';
import {
  deriveSeed,
  detectionShot,
  type Renderer,
  SHAPE_CLASSES,
  withCameraEffects,
} from '../../../sim/index.ts';
import { type GlChoice, openHeadlessRenderer } from '../../../sim/render/headless.ts';
import type { WorkerHost } from '../../evaluate/worker-protocol.ts';
import type { TrainingView } from './training-views.ts';

export interface PictureConfig {
  readonly gl: GlChoice;
}

/** What a worker says of itself. */
export interface PictureAbout {
  readonly renderer: string;
}

/** A lot of a round's pictures. */
export interface PictureJob {
  readonly views: readonly TrainingView[];
}

/** Takes labelled pictures. */
export async function openWorker(config: PictureConfig): Promise<WorkerHost<PictureJob, LabelledPictures>> {
  const renderer = openHeadlessRenderer({ route: config.gl });
  const slots = new Map<string, number>();
  return {
    about: { renderer: renderer.description } satisfies PictureAbout,
    run: async ({ views }) => takePictures(renderer, slots, views),
    close: () => renderer.close(),
  };
}

/**
 * Takes a picture of each view, and notes where in it the thing is. `slots` gives each stage a slot of its own
 * in the renderer, so that none is built twice.
 */
export function takePictures(
  renderer: Renderer,
  slots: Map<string, number>,
  views: readonly TrainingView[],
): LabelledPictures {
  const count = views.length;
  const images = new Uint8Array(count * IMAGE.values);
  const boxes = new Float32Array(4 * count);
  const classes = new Int8Array(count).fill(-1);
  views.forEach(({ name, instance, scene, empty }, i) => {
    const { picture, pose, sight, effects } = detectionShot({ name, instance, scene });
    const shown = empty ? { ...picture, objects: [] } : picture;
    const slot = slots.get(picture.stage.key) ?? slots.size;
    slots.set(picture.stage.key, slot);
    const frame = renderer.render(shown, pose, STILL_CAMERA, slot);
    const { rgb } = withCameraEffects(frame, effects, deriveSeed(instance, 'camera-effects', i));
    images.set(rgb as Uint8Array, i * IMAGE.values);
    if (empty) return;
    const { left, top, right, bottom } = sight(1).box;
    boxes.set(
      [left, top, right, bottom].map((edge) => edge * IMAGE.sidePx),
      4 * i,
    );
    classes[i] = SHAPE_CLASSES.indexOf(name);
  });
  return { count, images, boxes, classes };
}
