import type { ToWorld } from './frame.ts';
import type { MeshBuilder } from './mesh-builder.ts';

/** Which segments each digit lights: top, upper left, upper right, middle, lower left, lower right, bottom. */
const LIT = [
  '1110111',
  '0010010',
  '1011101',
  '1011011',
  '0111010',
  '1101011',
  '1101111',
  '1010010',
  '1111111',
  '1111011',
];
/** Ends of each segment, in widths to the right and half heights up from a digit's middle. */
const SEGMENTS = [
  [-0.5, 1, 0.5, 1],
  [-0.5, 0, -0.5, 1],
  [0.5, 0, 0.5, 1],
  [-0.5, 0, 0.5, 0],
  [-0.5, -1, -0.5, 0],
  [0.5, -1, 0.5, 0],
  [-0.5, -1, 0.5, -1],
] as const;
const WIDTH = 0.5;
const PITCH = 0.75;
const STROKE = 0.14;

/**
 * A number in seven-segment digits, in the pen's colour, on a plane across x that is read by one who looks
 * along x; its middle is the origin. Sizes are shares of the height.
 */
export function addDigits(
  mesh: MeshBuilder,
  at: ToWorld,
  digits: string,
  { ahead, heightM }: { readonly ahead: number; readonly heightM: number },
): void {
  const half = heightM * (0.5 - STROKE / 2);
  const stroke = (heightM * STROKE) / 2;
  for (const [place, digit] of [...digits].entries()) {
    const middle = (place - (digits.length - 1) / 2) * heightM * PITCH;
    for (const [k, [x0, y0, x1, y1]] of SEGMENTS.entries()) {
      if (LIT[Number(digit)]?.[k] !== '1') continue;
      const right0 = middle + x0 * heightM * WIDTH - stroke;
      const right1 = middle + x1 * heightM * WIDTH + stroke;
      const [low, high] = [y0 * half - stroke, y1 * half + stroke];
      // To the right as read is -y.
      mesh.polygon([
        at(ahead, -right0, low),
        at(ahead, -right1, low),
        at(ahead, -right1, high),
        at(ahead, -right0, high),
      ]);
    }
  }
}
