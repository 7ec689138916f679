import type { DetectedBox } from '../../sim/index.ts';

/** How answers of networks are laid out. */
export const OUTPUT_KINDS = ['yolov5', 'centernet'] as const;
export type OutputKind = (typeof OUTPUT_KINDS)[number];

export interface BoxReader {
  /** How many numbers a row has, for a model of so many classes. */
  readonly columns: (classes: number) => number;
  /** The same in words, for errors. */
  readonly layout: string;
  /** Boxes above `least`, of classes that are ours, in the order of their rows. */
  readonly read: (output: ArrayLike<number>, how: Reading) => DetectedBox[];
}

export interface Reading {
  /** For each class of the model, its place in SHAPE_CLASSES, or -1. */
  readonly ours: ArrayLike<number>;
  /** What x and y are divided by to be shares of the picture. */
  readonly width: number;
  readonly height: number;
  readonly least: number;
}

/**
 * A row is the middle and sides of a box, the chance that there is a thing, and a score per class. The box
 * is of its likeliest class, whatever our classes are: a row that says person is no unsure car.
 */
const yolov5: BoxReader = {
  columns: (classes) => 5 + classes,
  layout: '[1, boxes, 5 + classes]: x, y, width, height, objectness, a score per class',
  read(output, { ours, width, height, least }) {
    const columns = 5 + ours.length;
    const boxes: DetectedBox[] = [];
    for (let at = 0; at + columns <= output.length; at += columns) {
      const thing = output[at + 4] as number;
      if (!(thing > least)) continue;
      let likeliest = 0;
      for (let k = 1; k < ours.length; k++) {
        if ((output[at + 5 + k] as number) > (output[at + 5 + likeliest] as number)) likeliest = k;
      }
      const objectness = thing * (output[at + 5 + likeliest] as number);
      const classIndex = ours[likeliest] as number;
      if (!(objectness > least) || classIndex < 0) continue;
      const [x, y] = [(output[at] as number) / width, (output[at + 1] as number) / height];
      const [w, h] = [(output[at + 2] as number) / width / 2, (output[at + 3] as number) / height / 2];
      boxes.push(box(x - w, y - h, x + w, y + h, objectness, classIndex));
    }
    return boxes;
  },
};

/** A row is the four sides of a box, the height of its peak (which serves as objectness), and its class. */
const centernet: BoxReader = {
  columns: () => 6,
  layout: '[1, boxes, 6]: left, top, right, bottom, score, class',
  read(output, { ours, width, height, least }) {
    const boxes: DetectedBox[] = [];
    for (let at = 0; at + 6 <= output.length; at += 6) {
      const objectness = output[at + 4] as number;
      const classIndex = ours[Math.round(output[at + 5] as number)] ?? -1;
      if (!(objectness > least) || classIndex < 0) continue;
      const [left, right] = [(output[at] as number) / width, (output[at + 2] as number) / width];
      const [top, bottom] = [(output[at + 1] as number) / height, (output[at + 3] as number) / height];
      boxes.push(box(left, top, right, bottom, objectness, classIndex));
    }
    return boxes;
  },
};

export const BOX_READERS: Readonly<Record<OutputKind, BoxReader>> = { yolov5, centernet };

function box(
  left: number,
  top: number,
  right: number,
  bottom: number,
  objectness: number,
  classIndex: number,
): DetectedBox {
  return {
    left: clip(left),
    top: clip(top),
    right: clip(right),
    bottom: clip(bottom),
    objectness: clip(objectness),
    classIndex,
  };
}

function clip(share: number): number {
  return Math.min(1, Math.max(0, share));
}
