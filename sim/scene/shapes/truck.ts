import * as THREE from 'three';
import type { Rng } from '../../core/rng.ts';
import type { ShapePen } from './shape-pen.ts';

export function truck(pen: ShapePen, rng: Rng): void {
  pen.part(new THREE.BoxGeometry(2, 1, rng.range(0.8, 1.2)), { colour: pen.paint }, { at: [0, 0, 0.6] });
}
