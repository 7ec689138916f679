import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGE, joinPictures, type LabelledPictures } from '../../../agents/pictures/index.ts';
import { takePictures } from '../../../server/train/pictures/picture-worker.ts';
import {
  naturalScene,
  type TrainingView,
  trainingView,
} from '../../../server/train/pictures/training-views.ts';
import { FIRST_UNSEEN_INSTANCE, Rng, SHAPE_CLASSES } from '../../../sim/index.ts';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';

/** The pictures that every net of the study learns from and is judged by. */
export interface StudyPictures {
  readonly training: LabelledPictures;
  /** Of shapes that no training shows; looked at along the training. */
  readonly validation: LabelledPictures;
  /** Of shapes that neither of the others shows; looked at once, at the end. */
  readonly test: LabelledPictures;
}

export const STUDY_COUNTS = { training: 6000, validation: 1800, test: 3000 } as const;

const SEED = 2020;
const LOT = 60;

/** Takes the pictures, or reads those that an earlier start of the study took. */
export function studyPictures(folder: string, onProgress: (text: string) => void): StudyPictures {
  const renderer = openHeadlessRenderer({ route: 'swiftshader' });
  const slots = new Map<string, number>();
  const takeAll = (name: keyof typeof STUDY_COUNTS, view: (index: number) => TrainingView) => {
    const file = join(folder, `${name}.pictures`);
    const count = STUDY_COUNTS[name];
    if (existsSync(file)) return unpack(readFileSync(file), count);
    const lots: LabelledPictures[] = [];
    for (let first = 0; first < count; first += LOT) {
      const views = Array.from({ length: Math.min(LOT, count - first) }, (_, k) => view(first + k));
      lots.push(takePictures(renderer, slots, views));
      onProgress(`${name} pictures: ${first} of ${count}`);
    }
    const all = joinPictures(lots);
    writeFileSync(file, pack(all));
    return all;
  };
  try {
    return {
      training: takeAll('training', (index) => trainingView(SEED, 0, index)),
      validation: takeAll('validation', (index) => unseenView('validation', 0, index)),
      test: takeAll('test', (index) => unseenView('test', STUDY_COUNTS.validation, index)),
    };
  } finally {
    renderer.close();
  }
}

/** Those that show a class that is wanted, asked of one after the other. */
export function chosenPictures(
  { images, boxes, classes }: LabelledPictures,
  wanted: (classIndex: number) => boolean,
): LabelledPictures {
  const chosen = [...classes.keys()].filter((i) => {
    const classIndex = classes[i] as number;
    return classIndex >= 0 && wanted(classIndex);
  });
  return joinPictures(
    chosen.map((i) => ({
      count: 1,
      images: images.subarray(i * IMAGE.values, (i + 1) * IMAGE.values),
      boxes: boxes.subarray(4 * i, 4 * i + 4),
      classes: classes.subarray(i, i + 1),
    })),
  );
}

/** A natural view of a shape that no training shows, one shape a picture. */
function unseenView(set: string, firstInstance: number, index: number): TrainingView {
  return {
    name: SHAPE_CLASSES[index % SHAPE_CLASSES.length] as TrainingView['name'],
    instance: FIRST_UNSEEN_INSTANCE + firstInstance + index,
    scene: naturalScene(new Rng(SEED, 'dilation study', set, index)),
    empty: false,
  };
}

function pack({ images, boxes, classes }: LabelledPictures): Uint8Array {
  const bytes = new Uint8Array(images.length + 16 * classes.length + classes.length);
  bytes.set(images);
  bytes.set(new Uint8Array(boxes.buffer, boxes.byteOffset, boxes.byteLength), images.length);
  bytes.set(
    new Uint8Array(classes.buffer, classes.byteOffset, classes.length),
    images.length + 16 * classes.length,
  );
  return bytes;
}

function unpack(file: Uint8Array, count: number): LabelledPictures {
  const size = count * IMAGE.values;
  const bytes = file.slice();
  return {
    count,
    images: bytes.subarray(0, size),
    boxes: new Float32Array(bytes.buffer, size, 4 * count),
    classes: new Int8Array(bytes.buffer, size + 16 * count, count),
  };
}
