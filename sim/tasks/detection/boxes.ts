import type { Action, ActionSpec } from '../../agent.ts';
import { FaultscapeError } from '../../core/errors.ts';
import { SHAPE_CLASSES } from '../../scene/picture.ts';

/** A rectangle of a picture: 0, 0 is the picture's top left corner and 1, 1 its bottom right. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A box as a detector answers it. */
export interface DetectedBox extends Box {
  /** How sure the detector is that there is something, 0 to 1. */
  readonly objectness: number;
  /** What it is: a place in SHAPE_CLASSES. */
  readonly classIndex: number;
}

/** How many boxes an answer holds; those that are not needed have objectness 0. */
export const BOX_COUNT = 20;

const FIELDS = ['Left', 'Top', 'Right', 'Bottom', 'Objectness', 'Class'] as const;
const LAST_CLASS = SHAPE_CLASSES.length - 1;
const everyBox = <T>(one: (k: number) => readonly T[]): T[] =>
  Array.from({ length: BOX_COUNT }, (_, k) => one(k)).flat();

/** box0Left, box0Top, box0Right, box0Bottom, box0Objectness, box0Class, box1Left, ... */
export const DETECTION_ACTION: ActionSpec = {
  names: everyBox((k) => FIELDS.map((field) => `box${k}${field}`)),
  low: everyBox(() => [0, 0, 0, 0, 0, 0]),
  high: everyBox(() => [1, 1, 1, 1, 1, LAST_CLASS]),
};

/** The answer that gives these boxes, the surest first; more than BOX_COUNT lose the least sure. */
export function boxesToAction(boxes: readonly DetectedBox[]): Float64Array {
  const action = new Float64Array(DETECTION_ACTION.names.length);
  const surest = [...boxes].sort((a, b) => b.objectness - a.objectness).slice(0, BOX_COUNT);
  surest.forEach((box, k) => {
    const { left, top, right, bottom, objectness, classIndex } = box;
    action.set([left, top, right, bottom, objectness, classIndex], k * FIELDS.length);
  });
  return action;
}

/**
 * The boxes of an answer with objectness above 0. Numbers outside their range are clipped and a class
 * is rounded; an answer of another length, or with a number that is not finite, is refused with an
 * error of kind `agent`.
 */
export function actionToBoxes(action: Action): DetectedBox[] {
  const expected = DETECTION_ACTION.names.length;
  const bad = action.length === expected ? Array.from(action).findIndex((x) => !Number.isFinite(x)) : -1;
  if (action.length !== expected || bad >= 0) {
    throw new FaultscapeError('agent', 'The agent gave an answer that holds no boxes.', {
      expected: `${expected} finite numbers: ${BOX_COUNT} times left, top, right, bottom, objectness, class`,
      got: bad >= 0 ? `${action[bad]} for ${DETECTION_ACTION.names[bad]}` : `${action.length} numbers`,
    });
  }
  const boxes: DetectedBox[] = [];
  for (let k = 0; k < BOX_COUNT; k++) {
    const at = (field: number) => action[k * FIELDS.length + field] as number;
    const objectness = clip(at(4), 1);
    if (objectness === 0) continue;
    boxes.push({
      left: clip(at(0), 1),
      top: clip(at(1), 1),
      right: clip(at(2), 1),
      bottom: clip(at(3), 1),
      objectness,
      classIndex: Math.round(clip(at(5), LAST_CLASS)),
    });
  }
  return boxes;
}

/** Area of the intersection over area of the union, 0 to 1; 0 for boxes without area. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (!(width > 0 && height > 0)) return 0;
  const common = width * height;
  return common / (areaOf(a) + areaOf(b) - common);
}

function areaOf(box: Box): number {
  return Math.max(0, box.right - box.left) * Math.max(0, box.bottom - box.top);
}

/** Adding 0 turns -0 into 0. */
function clip(value: number, high: number): number {
  return Math.min(high, Math.max(0, value)) + 0;
}
