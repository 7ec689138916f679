import type { Texture } from './texture.ts';

/** Triangles of one look as a file gives them, in one frame for all parts of the file: x ahead, y left, z up. */
export interface ModelPart {
  /** x, y, z a vertex; any unit. */
  readonly positions: Float64Array;
  /** Of length one; null where the file has none: faces are flat then. */
  readonly normals: Float64Array | null;
  /** Linear RGB a vertex. */
  readonly colours: Float64Array | null;
  /** Places in the texture, wrapped by nobody yet, 0, 0 its top left corner; null where there is no texture. */
  readonly uvs: Float64Array | null;
  /** Three corners a triangle, counter-clockwise from outside. */
  readonly corners: Uint32Array;
  readonly look: PartLook;
}

export interface WrappedTexture {
  readonly texture: Texture;
  readonly wrapU: (u: number) => number;
  readonly wrapV: (v: number) => number;
}

export interface PartLook {
  /** Linear RGB; vertex colours and the texture multiply it. */
  readonly colour: readonly [number, number, number];
  /** True where the scene's colour stands in for `colour`. */
  readonly painted: boolean;
  readonly gloss: number;
  /** True where it is seen from behind as well. */
  readonly twoSided: boolean;
  readonly texture: WrappedTexture | null;
}

/** A material of this name takes the scene's colour, as the main parts of procedural shapes do. */
export function isPaint(materialName: string): boolean {
  return /^paint\b/i.test(materialName.trim());
}
