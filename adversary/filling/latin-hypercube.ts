import { Rng } from '../../sim/core/index.ts';
import { fillingKind } from './filling.ts';

/**
 * Latin hypercube sampling (McKay, Beckman and Conover, Technometrics 21, 1979): every axis is cut
 * into n equal parts, each part is used once, and the point lies anywhere in its part.
 */
export const latinHypercubeKind = fillingKind({
  name: 'latin-hypercube',
  description: 'scenes of which every axis is covered evenly; learns nothing',
  phase: 'filling',
  options: [],
  points(n, { dimension, seed }) {
    const axes = Array.from({ length: dimension }, (_, axis) => {
      const rng = new Rng(seed, 'latin-hypercube', axis);
      const parts = rng.shuffle(Array.from({ length: n }, (_, part) => part));
      return parts.map((part) => (2 * (part + rng.float())) / n - 1);
    });
    return Array.from({ length: n }, (_, i) => axes.map((axis) => axis[i] as number));
  },
});
