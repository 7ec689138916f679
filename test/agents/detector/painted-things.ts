import type { LabelledPictures } from '../../../agents/pictures/index.ts';
import { IMAGE } from '../../../agents/pictures/still-image.ts';
import { Rng } from '../../../sim/core/index.ts';

/** Pictures of one rectangle on grey noise, whose colour is its class's; one in eight is empty. */
export function paintedThings(count: number, seed: number): LabelledPictures {
  const rng = new Rng(seed, 'painted-things');
  const side = IMAGE.sidePx;
  const images = new Uint8Array(count * IMAGE.values);
  const boxes = new Float32Array(4 * count);
  const classes = new Int8Array(count);
  for (let picture = 0; picture < count; picture++) {
    for (let i = 0; i < IMAGE.values; i++) images[picture * IMAGE.values + i] = 110 + rng.int(30);
    const classIndex = picture % 8 === 7 ? -1 : rng.int(12);
    classes[picture] = classIndex;
    if (classIndex < 0) continue;
    const [width, height] = [20 + rng.int(40), 20 + rng.int(40)];
    const [left, top] = [rng.int(side - width), rng.int(side - height)];
    boxes.set([left, top, left + width, top + height], 4 * picture);
    const colour = [(classIndex % 3) * 127, Math.floor(classIndex / 3) * 85, classIndex % 2 === 0 ? 40 : 220];
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) {
        images.set(colour, picture * IMAGE.values + (y * side + x) * 3);
      }
    }
  }
  return { count, images, boxes, classes };
}
