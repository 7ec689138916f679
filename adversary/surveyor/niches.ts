import type { Point } from '../../sim/space/index.ts';
import { distance } from '../metrics.ts';

/**
 * Sorts points into layers that each stand for all of them: in a layer, the next point is the one with the most others
 * within the radius that no point before it has, until none is left that adds one; the next layer is made of
 * what remains. Whoever takes the first layers has been everywhere, however unevenly the points lie.
 */
export function nicheLayers(points: readonly Point[], radius: number): readonly (readonly Point[])[] {
  const near = points.map((a) => points.flatMap((b, i) => (distance(a, b) <= radius ? [i] : [])));
  const layers: Point[][] = [];
  let left = points.map((_, i) => i);
  while (left.length > 0) {
    const covered = new Array<boolean>(points.length).fill(false);
    const layer: number[] = [];
    const gain = (i: number) => (near[i] as number[]).reduce((n, k) => n + (covered[k] ? 0 : 1), 0);
    // What a point adds only shrinks, so the gains of before tell who need not be looked at.
    const gains = left.map((i) => ({ i, gain: (near[i] as number[]).length }));
    for (;;) {
      let best: { readonly i: number; gain: number } | undefined;
      for (const one of gains) {
        if (one.gain === 0 || (best !== undefined && one.gain <= best.gain)) continue;
        one.gain = gain(one.i);
        if (one.gain > (best?.gain ?? 0)) best = one;
      }
      if (best === undefined) break;
      layer.push(best.i);
      for (const k of near[best.i] as number[]) covered[k] = true;
    }
    const taken = new Set(layer);
    left = left.filter((i) => !taken.has(i));
    layers.push(layer.map((i) => points[i] as Point));
  }
  return layers;
}
