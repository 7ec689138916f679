/** One kept box of a picture, as far as precision goes. */
export interface Claim {
  readonly classIndex: number;
  readonly objectness: number;
  /** How well it fits the thing in the picture, 0 to 1. */
  readonly iou: number;
}

/** A picture with one thing in it, and the boxes that were answered for it. */
export interface JudgedPicture {
  readonly classIndex: number;
  readonly claims: readonly Claim[];
}

const HIT_IOU = 0.5;

/**
 * Average precision at IoU 0.5 of one class: the area under precision over recall, made monotonous
 * from the right (PASCAL VOC since 2010). The surest box that fits a thing counts as a hit, every other box of the
 * class as a false alarm; equally sure boxes count in the order of their pictures. NaN if no picture shows the class.
 */
export function averagePrecision(pictures: readonly JudgedPicture[], classIndex: number): number {
  const things = pictures.filter((picture) => picture.classIndex === classIndex).length;
  const claims = pictures.flatMap((picture) => {
    let found = false;
    return picture.claims
      .filter((claim) => claim.classIndex === classIndex)
      .sort((a, b) => b.objectness - a.objectness)
      .map(({ objectness, iou }) => {
        const hit = !found && picture.classIndex === classIndex && iou >= HIT_IOU;
        found ||= hit;
        return { objectness, hit };
      });
  });
  claims.sort((a, b) => b.objectness - a.objectness);
  const precisions: number[] = [];
  let hits = 0;
  claims.forEach(({ hit }, rank) => {
    if (hit) precisions.push(++hits / (rank + 1));
  });
  let [area, best] = [0, 0];
  for (const precision of precisions.reverse()) {
    best = Math.max(best, precision);
    area += best;
  }
  return things === 0 ? Number.NaN : area / things;
}
