/**
 * A user's own shape, ready to be drawn: triangles in the frame of shapes (x ahead, y left, z up) whose
 * longest side is 1. Arrays hold a group of numbers a vertex. It is shared and must not be written to.
 */
export interface ModelMesh {
  /** Equal keys mean equal triangles. */
  readonly key: string;
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  /** Linear RGB; multiplies the scene's colour where the vertex is painted. */
  readonly colours: Float32Array;
  /** 1 where the vertex takes the scene's colour, else 0. */
  readonly painted: Uint8Array;
  /** 0 dull to 1 mirror. */
  readonly gloss: Float32Array;
  /** Three corners a triangle, counter-clockwise from outside. */
  readonly corners: Uint32Array;
  /** True where any vertex takes the scene's colour. */
  readonly takesPaint: boolean;
}

/** A file with more triangles is refused; a side that is drawn from behind as well counts twice. */
export const MOST_TRIANGLES = 100_000;
/** So many may there be after large triangles with a texture are cut up. */
export const MOST_CUT_TRIANGLES = 200_000;
