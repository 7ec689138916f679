import type { Ball, Slope } from './gaps.ts';
import { ballVolume, boxVolume, power } from './volumes.ts';

/**
 * How likely a uniform point of the box fails where the score follows the distance to a ball in three
 * dimensions and has uniform noise of +-w: the integral over the radius rho of 4 pi rho^2 times the chance of
 * failing, which falls in two straight pieces from 1 at radius (1 - 2 w) depth to 0 at radius + 2 w reach.
 * Right only where depth is the radius and all of that lies within the box.
 */
export function noisyBallFailing({ radius }: Ball, { reach }: Slope, w: number): number {
  const sure = radius * (1 - 2 * w);
  const none = radius + 2 * w * reach;
  // Inside, the score is rho / (2 radius); outside it is 0.5 + (rho - radius) / (2 reach).
  const inside = shellMean(sure, radius, 0.5 + 0.25 / w, -0.25 / (w * radius));
  const outside = shellMean(radius, none, 0.5 + (0.25 * radius) / (w * reach), -0.25 / (w * reach));
  return (ballVolume(3, sure) + inside + outside) / boxVolume(3);
}

/** Integral of 4 pi rho^2 (a + b rho) from one radius to another. */
function shellMean(from: number, to: number, a: number, b: number): number {
  const third = (power(to, 3) - power(from, 3)) / 3;
  const fourth = (power(to, 4) - power(from, 4)) / 4;
  return 4 * Math.PI * (a * third + b * fourth);
}
