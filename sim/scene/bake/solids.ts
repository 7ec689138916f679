import type { ToWorld } from './frame.ts';
import type { MeshBuilder, Vec3 } from './mesh-builder.ts';

/** A box between two corners of the object's own frame; `bottom` false leaves the hidden face out. */
export function addBox(
  mesh: MeshBuilder,
  at: ToWorld,
  [x0, y0, z0]: Vec3,
  [x1, y1, z1]: Vec3,
  { bottom = true }: { bottom?: boolean } = {},
): void {
  mesh.polygon([at(x0, y0, z1), at(x1, y0, z1), at(x1, y1, z1), at(x0, y1, z1)]);
  mesh.polygon([at(x0, y0, z0), at(x1, y0, z0), at(x1, y0, z1), at(x0, y0, z1)]);
  mesh.polygon([at(x1, y0, z0), at(x1, y1, z0), at(x1, y1, z1), at(x1, y0, z1)]);
  mesh.polygon([at(x1, y1, z0), at(x0, y1, z0), at(x0, y1, z1), at(x1, y1, z1)]);
  mesh.polygon([at(x0, y1, z0), at(x0, y0, z0), at(x0, y0, z1), at(x0, y1, z1)]);
  if (bottom) mesh.polygon([at(x0, y1, z0), at(x1, y1, z0), at(x1, y0, z0), at(x0, y0, z0)]);
}

/** A ring of the surface of revolution round a vertical axis: radius and height, metres. */
export interface Ring {
  readonly radiusM: number;
  readonly zM: number;
  /** Multiplies the pen's colour at this ring. */
  readonly shade: number;
}

/** A smooth-shaded body of revolution through the rings, open at both ends. */
export function addTurned(
  mesh: MeshBuilder,
  at: ToWorld,
  rings: readonly Ring[],
  hex: number,
  { sides, turnRad = 0 }: { sides: number; turnRad?: number },
): void {
  const origin = at(0, 0, 0);
  const start = mesh.vertexCount;
  rings.forEach((ring, i) => {
    const below = rings[Math.max(0, i - 1)] as Ring;
    const above = rings[Math.min(rings.length - 1, i + 1)] as Ring;
    const rise = above.zM - below.zM;
    const taper = below.radiusM - above.radiusM;
    const scale = 1 / Math.hypot(rise, taper);
    mesh.colour(hex, ring.shade);
    for (let k = 0; k < sides; k++) {
      const angle = turnRad + (2 * Math.PI * k) / sides;
      const x = Math.cos(angle);
      const y = Math.sin(angle);
      const outward = at(x, y, 0);
      mesh.vertex(at(ring.radiusM * x, ring.radiusM * y, ring.zM), [
        (outward[0] - origin[0]) * rise * scale,
        (outward[1] - origin[1]) * rise * scale,
        taper * scale,
      ]);
    }
  });
  for (let i = 0; i + 1 < rings.length; i++) {
    for (let k = 0; k < sides; k++) {
      const a = start + i * sides + k;
      const b = start + i * sides + ((k + 1) % sides);
      if ((rings[i] as Ring).radiusM > 0) mesh.triangle(a, b, b + sides);
      if ((rings[i + 1] as Ring).radiusM > 0) mesh.triangle(a, b + sides, a + sides);
    }
  }
}
