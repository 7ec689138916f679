import type { Frame } from '../../agent.ts';
import { FaultscapeError } from '../../core/errors.ts';
import { SEMANTIC_CLASSES } from '../../scene/picture.ts';
import type { Box } from './boxes.ts';

const OBJECT = SEMANTIC_CLASSES.indexOf('object');

/** What the class picture of a frame shows of the object. */
export interface ObjectTruth {
  /** 1 where the object is seen, else 0; height x width, row-major from the top left. */
  readonly mask: Uint8Array;
  readonly pixels: number;
  /** Round every pixel of the mask, edges included; null where nothing of the object is seen. */
  readonly box: Box | null;
}

/**
 * Mask and box of the object from a frame's semantic picture: what is really seen of it, so hidden
 * parts are left out. Throws an error of kind `usage` for a frame without a semantic picture.
 */
export function objectTruth({ semantic, widthPx, heightPx }: Frame): ObjectTruth {
  if (semantic === null) {
    throw new FaultscapeError('usage', 'The frame has no semantic picture.', {
      expected: 'a frame of a camera with semantic: true',
      got: 'semantic: null',
    });
  }
  const mask = new Uint8Array(semantic.length);
  let pixels = 0;
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let y = 0, i = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, i++) {
      if (semantic[i] !== OBJECT) continue;
      mask[i] = 1;
      pixels++;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  const box =
    pixels === 0
      ? null
      : {
          left: left / widthPx,
          top: top / heightPx,
          right: right / widthPx,
          bottom: bottom / heightPx,
        };
  return { mask, pixels, box };
}
