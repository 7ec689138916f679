import type { ModelPart } from './model-part.ts';

/**
 * Cuts a part's triangles until no edge is longer than `longest`, so that a texture's colours can stand at
 * their corners; an edge of which the texture fills less than a pixel stays whole. Whether and where an
 * edge is cut follows from its two ends alone, so neighbours stay closed. Null where more than `most`
 * triangles would come of it.
 */
export function cutTriangles(part: ModelPart, longest: number, most: number): ModelPart | null {
  const { uvs, look } = part;
  if (uvs === null || look.texture === null) return part;
  const { widthPx, heightPx } = look.texture.texture;
  const positions = Array.from(part.positions);
  const normals = part.normals === null ? null : Array.from(part.normals);
  const colours = part.colours === null ? null : Array.from(part.colours);
  const places = Array.from(uvs);
  const middles = new Map<number, number>();
  const corners: number[] = [];

  /** Square of an edge's length where it is to be cut, else 0. */
  const toCut = (a: number, b: number): number => {
    let square = 0;
    for (let k = 0; k < 3; k++) {
      const d = (positions[3 * a + k] as number) - (positions[3 * b + k] as number);
      square += d * d;
    }
    if (square <= longest * longest) return 0;
    const u = ((places[2 * a] as number) - (places[2 * b] as number)) * widthPx;
    const v = ((places[2 * a + 1] as number) - (places[2 * b + 1] as number)) * heightPx;
    return u * u + v * v > 1 ? square : 0;
  };
  const middle = (a: number, b: number): number => {
    const key = Math.min(a, b) * KEY + Math.max(a, b);
    const known = middles.get(key);
    if (known !== undefined) return known;
    const added = positions.length / 3;
    halfway(positions, 3, a, b);
    if (colours !== null) halfway(colours, 3, a, b);
    halfway(places, 2, a, b);
    if (normals !== null) {
      halfway(normals, 3, a, b);
      const [x, y, z] = normals.slice(-3) as [number, number, number];
      const length = Math.sqrt(x * x + y * y + z * z);
      for (let k = 0; k < 3 && length > 0; k++) (normals[3 * added + k] as number) /= length;
    }
    middles.set(key, added);
    return added;
  };

  const waiting = Array.from(part.corners);
  while (waiting.length > 0) {
    if (corners.length + waiting.length > 3 * most) return null;
    const [c, b, a] = [waiting.pop(), waiting.pop(), waiting.pop()] as [number, number, number];
    const [ab, bc, ca] = [toCut(a, b), toCut(b, c), toCut(c, a)];
    const worst = Math.max(ab, bc, ca);
    if (worst === 0) corners.push(a, b, c);
    else {
      const [from, to, apex] = worst === ab ? [a, b, c] : worst === bc ? [b, c, a] : [c, a, b];
      const m = middle(from, to);
      waiting.push(from, m, apex, m, to, apex);
    }
  }
  return {
    positions: Float64Array.from(positions),
    normals: normals === null ? null : Float64Array.from(normals),
    colours: colours === null ? null : Float64Array.from(colours),
    uvs: Float64Array.from(places),
    corners: Uint32Array.from(corners),
    look,
  };
}

/** More than any vertex's number. */
const KEY = 4_194_304;

function halfway(values: number[], size: number, a: number, b: number): void {
  for (let k = 0; k < size; k++) {
    values.push(((values[size * a + k] as number) + (values[size * b + k] as number)) / 2);
  }
}
