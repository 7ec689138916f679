import type { Scene, Task } from '../../sim/index.ts';

/** The greatest curvature of a racing scene's centre line, 1/m: of the circle through three samples 1 m apart. */
export function sharpestTurnPerM(task: Task, scene: Scene): number {
  const needs = { camera: null, truth: true };
  const episode = task.begin(scene, { seed: 0, seat: 0, renderer: null, needs });
  const line = episode.observe().readings?.centreLineXyzM ?? new Float64Array();
  episode.close();
  const count = line.length / 3;
  const at = (i: number) => {
    const place = 3 * (i % count);
    return [line[place], line[place + 1], line[place + 2]] as [number, number, number];
  };
  const apart = (a: number, b: number) => Math.hypot(...at(a).map((x, k) => x - (at(b)[k] as number)));
  const stride = Math.max(1, Math.round(1 / apart(0, 1)));
  let sharpest = 0;
  for (let i = 0; i < count; i++) {
    const [a, b, c] = [apart(i, i + stride), apart(i + stride, i + 2 * stride), apart(i, i + 2 * stride)];
    const half = (a + b + c) / 2;
    const area = Math.sqrt(Math.max(0, half * (half - a) * (half - b) * (half - c)));
    sharpest = Math.max(sharpest, (4 * area) / (a * b * c));
  }
  return sharpest;
}
