import type { Lessons } from '../../../agents/cil/lessons.ts';
import { Rng } from '../../../sim/core/rng.ts';

const WIDTH = 96;
const HEIGHT = 48;

/**
 * A toy road for testing the trainer: a bright line on dark ground. Its place tells how to steer, but
 * `left` and `right` add an offset, so that only a network that heeds the command can learn it. The
 * label asks for gas below 5 m/s and for the brake above.
 */
export function paintedRoad(count: number, seed: number): Lessons {
  const rng = new Rng(seed, 'painted road');
  const images = new Uint8Array(count * WIDTH * HEIGHT * 3);
  const speedsMps = new Float32Array(count);
  const commands = new Uint8Array(count);
  const labels = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const place = rng.range(-1, 1);
    const ground = 30 + rng.int(60);
    const middle = 48 + place * 30;
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const at = ((i * HEIGHT + y) * WIDTH + x) * 3;
        images.fill(Math.abs(x - middle) < 3 ? 220 : ground + ((x * 7 + y * 13) % 10), at, at + 3);
      }
    }
    commands[i] = rng.int(4);
    speedsMps[i] = rng.range(0, 10);
    const turn = [0, -0.3, 0.3, 0][commands[i] as number] as number;
    labels.set([place * 0.6 + turn, Math.max(0, 1 - (speedsMps[i] as number) / 5), 0], i * 3);
    labels[i * 3 + 2] = Math.max(0, (speedsMps[i] as number) / 5 - 1);
  }
  return { count, images, speedsMps, commands, labels };
}
