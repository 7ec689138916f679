import type { Score } from '../../task.ts';
import {
  actionToBoxes,
  type Box,
  DETECTION_ACTION,
  type DetectedBox,
  intersectionOverUnion,
} from './boxes.ts';
import type { Marking } from './marking.ts';

/** A box is kept if its objectness is above this (SADA's YOLOv3). */
export const KEPT_ABOVE = 0.05;
/** Of two boxes of one class that overlap by more than this, the surer one is kept (SADA's YOLOv3). */
export const OVERLAP_LIMIT = 0.4;
/** Published: a failure is Q below this. */
const FAILS_UNDER = 0.3;
/** The largest number below 0.3, since a task fails at its threshold too. */
export const DETECTION_FAILS_BELOW = FAILS_UNDER - Number.EPSILON / 4;

/** What is to be seen in the picture. */
export interface Sight {
  readonly classIndex: number;
  /** The whole object's box, cut at the picture's edge. */
  readonly box: Box;
  /** The share of its outline that is in the picture and that nothing hides. */
  readonly visibleShare: number;
}

/**
 * The boxes that count: objectness above 0.05 first, then non-maximum suppression at IoU 0.4 within
 * each class, the surest first, equals in the order given.
 */
export function keepBoxes(boxes: readonly DetectedBox[]): DetectedBox[] {
  const sure = boxes.filter(({ objectness }) => objectness > KEPT_ABOVE);
  sure.sort((a, b) => b.objectness - a.objectness);
  const kept: DetectedBox[] = [];
  for (const box of sure) {
    const hidden = kept.some(
      (other) => other.classIndex === box.classIndex && intersectionOverUnion(other, box) > OVERLAP_LIMIT,
    );
    if (!hidden) kept.push(box);
  }
  return kept;
}

export interface DetectionTerms extends Readonly<Record<string, number>> {
  /** Q: the highest objectness of a kept box of the true class, 0 without one. */
  readonly objectness: number;
  /** How well that box fits the object, 0 to 1. */
  readonly iou: number;
  /** The highest objectness of a kept box of any other class. */
  readonly otherObjectness: number;
  readonly keptBoxes: number;
  readonly visibleShare: number;
}

/** Judges an answer. Where the box lies does not enter Q, as published; `iou` tells of it. */
export function judge(boxes: readonly DetectedBox[], sight: Sight): DetectionTerms {
  const kept = keepBoxes(boxes);
  const right = kept.find(({ classIndex }) => classIndex === sight.classIndex);
  const wrong = kept.find(({ classIndex }) => classIndex !== sight.classIndex);
  return {
    objectness: right?.objectness ?? 0,
    iou: right === undefined ? 0 : intersectionOverUnion(right, sight.box),
    otherObjectness: wrong?.objectness ?? 0,
    keptBoxes: kept.length,
    visibleShare: sight.visibleShare,
  };
}

/** A failure is `misnamed` where another class was found in the object's stead, `missed` where none was. */
export function scoreDetection(terms: DetectionTerms, steps: number): Score {
  const total = terms.objectness;
  const failed = total <= DETECTION_FAILS_BELOW;
  const misnamed = terms.otherObjectness >= FAILS_UNDER;
  return {
    total,
    terms: { ...terms },
    failed,
    reason: !failed ? 'detected' : misnamed ? 'misnamed' : 'missed',
    terminated: true,
    truncated: false,
    steps,
  };
}

export const DETECTION_MARKING: Marking<DetectionTerms> = {
  action: DETECTION_ACTION,
  termNames: ['objectness', 'iou', 'otherObjectness', 'keptBoxes', 'visibleShare'],
  mark: (action, sight) => judge(action === null ? [] : actionToBoxes(action), sight),
  score: scoreDetection,
};
