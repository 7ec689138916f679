import type { Frame } from '../agent.ts';
import { codeOf, LIGHT } from './light.ts';

/** A lens that bends straight lines, about the middle of the picture. */
export interface LensDistortion {
  /** Below 0 the lens shows more towards its edges (barrel), above 0 less (pincushion). */
  readonly k1: number;
  readonly k2: number;
  /** Of the camera without distortion. */
  readonly horizontalFovDeg: number;
}

/** Things out of focus: every point is spread evenly over a disc. */
export interface Defocus {
  /** Radius of the disc, as a share of the picture's width. */
  readonly radius: number;
}

const NEWTON_STEPS = 12;
const CONVERGED = 1e-9;

/**
 * The frame through a lens with radial distortion: what stood at r from the middle (in focal lengths) stands at
 * r (1 + k1 r^2 + k2 r^4) (Brown, Photogrammetric Engineering 37, 1971). Colours are interpolated as
 * light; depth and classes are the nearest pixel's. Where the frame had nothing to show there is black,
 * infinite depth and class 0.
 */
export function distorted(frame: Frame, lens: LensDistortion): Frame {
  if (lens.k1 === 0 && lens.k2 === 0) return frame;
  const { widthPx, heightPx, rgb, depthM, semantic } = frame;
  const focalPx = widthPx / 2 / Math.tan((lens.horizontalFovDeg * Math.PI) / 360);
  const out: Frame = {
    ...{ widthPx, heightPx },
    rgb: rgb === null ? null : new Uint8Array(rgb.length),
    depthM: depthM === null ? null : new Float32Array(depthM.length).fill(Number.POSITIVE_INFINITY),
    semantic: semantic === null ? null : new Uint8Array(semantic.length),
  };
  for (let y = 0, to = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, to++) {
      const [right, down] = [x + 0.5 - widthPx / 2, y + 0.5 - heightPx / 2];
      const scale = undistortedScale(Math.sqrt(right * right + down * down) / focalPx, lens);
      const [fromX, fromY] = [right * scale + widthPx / 2, down * scale + heightPx / 2];
      if (!(fromX >= 0 && fromX < widthPx && fromY >= 0 && fromY < heightPx)) continue;
      const from = Math.floor(fromY) * widthPx + Math.floor(fromX);
      if (out.depthM !== null && depthM !== null) out.depthM[to] = depthM[from] as number;
      if (out.semantic !== null && semantic !== null) out.semantic[to] = semantic[from] as number;
      if (out.rgb !== null && rgb !== null) mixInto(out.rgb, 3 * to, rgb, frame, fromX - 0.5, fromY - 0.5);
    }
  }
  return out;
}

/** r / (r (1 + k1 r^2 + k2 r^4)) at the r whose distorted radius this is; NaN where no ray comes out there. */
function undistortedScale(distortedR: number, { k1, k2 }: LensDistortion): number {
  if (distortedR === 0) return 1;
  let r = distortedR;
  for (let i = 0; i < NEWTON_STEPS; i++) {
    const r2 = r * r;
    const slope = 1 + 3 * k1 * r2 + 5 * k2 * r2 * r2;
    // Farther out the lens folds the picture over itself.
    if (slope <= 0) return Number.NaN;
    const miss = r * (1 + k1 * r2 + k2 * r2 * r2) - distortedR;
    if (Math.abs(miss) < CONVERGED) return r / distortedR;
    r -= miss / slope;
  }
  return Number.NaN;
}

/** The light between four pixels' middles; past the edge the edge's own pixels go on. */
function mixInto(
  out: Uint8Array,
  to: number,
  rgb: Uint8Array,
  { widthPx, heightPx }: Frame,
  x: number,
  y: number,
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [shareX, shareY] = [x - left, y - top];
  const columns = [Math.max(0, left), Math.min(widthPx - 1, left + 1)] as const;
  const rows = [Math.max(0, top) * widthPx, Math.min(heightPx - 1, top + 1) * widthPx] as const;
  for (let channel = 0; channel < 3; channel++) {
    const light = (row: number, column: number) =>
      LIGHT[rgb[3 * (row + column) + channel] as number] as number;
    const upper = light(rows[0], columns[0]) * (1 - shareX) + light(rows[0], columns[1]) * shareX;
    const lower = light(rows[1], columns[0]) * (1 - shareX) + light(rows[1], columns[1]) * shareX;
    out[to + channel] = codeOf(upper * (1 - shareY) + lower * shareY);
  }
}

/** Mean of the light over a disc about each pixel; past the edge the edge's own pixels go on. */
export function defocused(rgb: Uint8Array, { widthPx, heightPx }: Frame, { radius }: Defocus): Uint8Array {
  const radiusPx = radius * widthPx;
  if (radiusPx < 0.5) return rgb;
  const reach = Math.floor(radiusPx);
  const offsets: { readonly x: number; readonly y: number }[] = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) if (x * x + y * y <= radiusPx * radiusPx) offsets.push({ x, y });
  }
  const out = new Uint8Array(rgb.length);
  const share = 1 / offsets.length;
  for (let y = 0, to = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, to += 3) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (const offset of offsets) {
        const fromX = Math.min(widthPx - 1, Math.max(0, x + offset.x));
        const fromY = Math.min(heightPx - 1, Math.max(0, y + offset.y));
        const from = (fromY * widthPx + fromX) * 3;
        r += LIGHT[rgb[from] as number] as number;
        g += LIGHT[rgb[from + 1] as number] as number;
        b += LIGHT[rgb[from + 2] as number] as number;
      }
      out[to] = codeOf(r * share);
      out[to + 1] = codeOf(g * share);
      out[to + 2] = codeOf(b * share);
    }
  }
  return out;
}
