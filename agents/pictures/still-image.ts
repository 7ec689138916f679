import type { CameraSpec } from '../../sim/agent.ts';

/** The pictures that nets for still scenes see: RGB, 8 bits, height x width x 3. */
export const IMAGE = { sidePx: 96, values: 96 * 96 * 3 } as const;

/** What nets for still scenes see with. */
export const STILL_CAMERA: CameraSpec = {
  widthPx: IMAGE.sidePx,
  heightPx: IMAGE.sidePx,
  rgb: true,
  depth: false,
  semantic: false,
};
