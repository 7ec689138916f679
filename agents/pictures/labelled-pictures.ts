/** Pictures and what is to be found in them, as flat arrays; picture i owns row i of each. */
export interface LabelledPictures {
  readonly count: number;
  /** count x 96 x 96 x 3, RGB, 8 bits. */
  readonly images: Uint8Array;
  /** count x 4: left, top, right and bottom edge of the thing's box in pixels; zeros where there is none. */
  readonly boxes: Float32Array;
  /** Index into SHAPE_CLASSES, or -1 where the picture is empty. */
  readonly classes: Int8Array;
}

/** A box in pixels from the top-left corner, and the class of what is in it. */
export interface LabelledBox {
  readonly leftPx: number;
  readonly topPx: number;
  readonly rightPx: number;
  readonly bottomPx: number;
  /** Index into SHAPE_CLASSES. */
  readonly classIndex: number;
}

/** The box of picture number `index`, or null where it is empty. */
export function boxOf({ boxes, classes }: LabelledPictures, index: number): LabelledBox | null {
  const classIndex = classes[index] as number;
  if (classIndex < 0) return null;
  const [leftPx, topPx, rightPx, bottomPx] = boxes.subarray(4 * index) as unknown as [
    number,
    number,
    number,
    number,
  ];
  return { leftPx, topPx, rightPx, bottomPx, classIndex };
}

/** All pictures of several lots, in order. */
export function joinPictures(lots: readonly LabelledPictures[]): LabelledPictures {
  const count = lots.reduce((sum, lot) => sum + lot.count, 0);
  const size =
    (lots.find((lot) => lot.count > 0)?.images.length ?? 0) / (lots.find((lot) => lot.count > 0)?.count ?? 1);
  const all = {
    count,
    images: new Uint8Array(count * size),
    boxes: new Float32Array(4 * count),
    classes: new Int8Array(count),
  };
  let at = 0;
  for (const lot of lots) {
    all.images.set(lot.images, at * size);
    all.boxes.set(lot.boxes, 4 * at);
    all.classes.set(lot.classes, at);
    at += lot.count;
  }
  return all;
}
