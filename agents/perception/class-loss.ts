import type { LabelledBox } from '../pictures/labelled-pictures.ts';
import type { PictureLoss } from '../pictures/picture-trainer.ts';

/**
 * Cross-entropy of the classes of a batch's pictures, from logits (pictures x classes), with its gradient in closed
 * form, and the share of pictures whose likeliest class is wrong. Pictures of nothing count in neither.
 */
export function classLoss(
  logits: ArrayLike<number>,
  boxes: readonly (LabelledBox | null)[],
): PictureLoss<'wrongShare'> {
  const classes = logits.length / boxes.length;
  const labelled = Math.max(1, boxes.filter((box) => box !== null).length);
  const gradient = new Float32Array(logits.length);
  let total = 0;
  let wrong = 0;
  boxes.forEach((box, picture) => {
    if (box === null) return;
    const row = Array.from({ length: classes }, (_, k) => logits[picture * classes + k] as number);
    const shares = softmax(row);
    const truth = box.classIndex;
    const highest = Math.max(...row);
    total += (Math.log(sumOfExp(row, highest)) + highest - (row[truth] as number)) / labelled;
    if (row.indexOf(highest) !== truth) wrong += 1 / labelled;
    shares.forEach((share, k) => {
      gradient[picture * classes + k] = (share - (k === truth ? 1 : 0)) / labelled;
    });
  });
  return { total, wrongShare: wrong, gradient };
}

/** Shares that sum to 1, in proportion to exp(logit). */
export function softmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const sum = sumOfExp(logits, highest);
  return logits.map((logit) => Math.exp(logit - highest) / sum);
}

/** The shares of every picture, from the logits of `count` pictures one after the other. */
export function sharesOfEach(logits: Float32Array, count: number): number[][] {
  const classes = logits.length / count;
  return Array.from({ length: count }, (_, i) =>
    softmax([...logits.subarray(i * classes, (i + 1) * classes)]),
  );
}

function sumOfExp(logits: readonly number[], highest: number): number {
  return logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0);
}
