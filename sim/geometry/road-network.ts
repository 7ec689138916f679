/**
 * A town's roads as a graph of two-lane streets that meet at right angles: a node with two
 * perpendicular streets is a bend, one with three or four is a junction. Traffic keeps right.
 */
export interface RoadNode {
  readonly id: string;
  readonly xM: number;
  readonly yM: number;
  /** Ids of the neighbouring nodes. */
  readonly neighbours: readonly string[];
}

export const ROAD = {
  laneWidthM: 3.5,
  /** Both lanes. */
  widthM: 7,
  pavementWidthM: 2.5,
  /** A junction's floor is a square of twice this, round its node. */
  junctionHalfM: 10,
  /** Centre-line radius of a bend. */
  bendRadiusM: 20,
} as const;

export class RoadNetwork {
  readonly nodes: readonly RoadNode[];
  readonly #byId: ReadonlyMap<string, RoadNode>;
  readonly #surfaces: readonly Surface[];
  readonly #streetBoxes: readonly Footprint[];

  constructor(nodes: readonly RoadNode[]) {
    this.nodes = nodes;
    this.#byId = new Map(nodes.map((node) => [node.id, node]));
    this.#streetBoxes = this.streets().map(([a, b]) => ({
      xM: (a.xM + b.xM) / 2,
      yM: (a.yM + b.yM) / 2,
      halfXM: Math.abs(a.xM - b.xM) / 2 + HALF_M,
      halfYM: Math.abs(a.yM - b.yM) / 2 + HALF_M,
    }));
    this.#surfaces = [
      ...this.streets().map(([a, b]) => streetSurface(this, a, b)),
      ...nodes.map((node) => (this.isBend(node) ? bendSurface(this, node) : junctionSurface(this, node))),
    ];
  }

  /** A grid of streets; columns and rows are the x and y of its lines. */
  static grid(columnsM: readonly number[], rowsM: readonly number[]): RoadNetwork {
    const nodes: RoadNode[] = [];
    columnsM.forEach((xM, i) => {
      rowsM.forEach((yM, j) => {
        const neighbours: string[] = [];
        if (i + 1 < columnsM.length) neighbours.push(gridId(i + 1, j));
        if (j + 1 < rowsM.length) neighbours.push(gridId(i, j + 1));
        if (i > 0) neighbours.push(gridId(i - 1, j));
        if (j > 0) neighbours.push(gridId(i, j - 1));
        nodes.push({ id: gridId(i, j), xM, yM, neighbours });
      });
    });
    return new RoadNetwork(nodes);
  }

  node(id: string): RoadNode {
    const node = this.#byId.get(id);
    if (node === undefined) throw new RangeError(`the road network has no node ${id}`);
    return node;
  }

  isBend(node: RoadNode): boolean {
    return node.neighbours.length === 2;
  }

  /** How far from its node a bend or junction reaches along each street. */
  reachM(node: RoadNode): number {
    return this.isBend(node) ? ROAD.bendRadiusM : ROAD.junctionHalfM;
  }

  /** The streets, once each. */
  streets(): readonly (readonly [RoadNode, RoadNode])[] {
    return this.nodes.flatMap((a) =>
      a.neighbours.filter((id) => a.id < id).map((id) => [a, this.node(id)] as const),
    );
  }

  /** Centre and start of a bend's arc, and its two unit directions towards the neighbours. */
  bendCentre(node: RoadNode): { xM: number; yM: number; towards: readonly (readonly [number, number])[] } {
    const towards = node.neighbours.map((id) => direction(node, this.node(id)));
    const [a, b] = towards as [readonly [number, number], readonly [number, number]];
    return {
      xM: node.xM + ROAD.bendRadiusM * (a[0] + b[0]),
      yM: node.yM + ROAD.bendRadiusM * (a[1] + b[1]),
      towards,
    };
  }

  /**
   * How far a point lies outside the nearest drivable surface, in metres; negative or zero on
   * the road. Pavements are not drivable.
   */
  distanceOffRoadM(xM: number, yM: number): number {
    let best = Number.POSITIVE_INFINITY;
    for (const surface of this.#surfaces) best = Math.min(best, surface(xM, yM));
    return best;
  }

  /** True if a rectangle keeps `gapM` off every street, taken as straight from node to node. */
  leavesStreetsFree(footprint: Footprint, gapM: number): boolean {
    return this.#streetBoxes.every((street) => apart(street, footprint, gapM));
  }
}

/** An axis-aligned rectangle on the ground. */
export interface Footprint {
  readonly xM: number;
  readonly yM: number;
  readonly halfXM: number;
  readonly halfYM: number;
}

/** True if two rectangles lie at least `gapM` apart in x or in y. */
export function apart(a: Footprint, b: Footprint, gapM: number): boolean {
  return (
    Math.abs(a.xM - b.xM) > a.halfXM + b.halfXM + gapM || Math.abs(a.yM - b.yM) > a.halfYM + b.halfYM + gapM
  );
}

/** Distance of a point outside one piece of road; negative or zero on it. */
type Surface = (xM: number, yM: number) => number;

const HALF_M = ROAD.widthM / 2;

/** A straight street between the reaches of its two ends. */
function streetSurface(network: RoadNetwork, a: RoadNode, b: RoadNode): Surface {
  const [ux, uy] = direction(a, b);
  const fromM = network.reachM(a);
  const toM = Math.abs(b.xM - a.xM) + Math.abs(b.yM - a.yM) - network.reachM(b);
  return (xM, yM) => {
    const along = (xM - a.xM) * ux + (yM - a.yM) * uy;
    const clipped = Math.min(toM, Math.max(fromM, along));
    const dx = xM - (a.xM + ux * clipped);
    const dy = yM - (a.yM + uy * clipped);
    return Math.sqrt(dx * dx + dy * dy) - HALF_M;
  };
}

/** The quarter ring of a bend. */
function bendSurface(network: RoadNetwork, node: RoadNode): Surface {
  const centre = network.bendCentre(node);
  const [[ax, ay], [bx, by]] = centre.towards as [readonly [number, number], readonly [number, number]];
  return (xM, yM) => {
    const cx = xM - centre.xM;
    const cy = yM - centre.yM;
    if (cx * ax + cy * ay > 0 || cx * bx + cy * by > 0) return Number.POSITIVE_INFINITY;
    return Math.abs(Math.sqrt(cx * cx + cy * cy) - ROAD.bendRadiusM) - HALF_M;
  };
}

/** A junction's floor: the crossing streets' strips plus the rounded corners between open arms. */
function junctionSurface(network: RoadNetwork, node: RoadNode): Surface {
  const reachM = ROAD.junctionHalfM;
  const arms = node.neighbours.map((id) => direction(node, network.node(id)));
  const corners = arms.flatMap((a) =>
    arms.filter((b) => a[0] * b[1] - a[1] * b[0] > 0.5).map((b) => [...a, ...b] as const),
  );
  return (xM, yM) => {
    const dx = xM - node.xM;
    const dy = yM - node.yM;
    const outside = Math.max(Math.abs(dx), Math.abs(dy)) - reachM;
    if (outside > 0) return outside;
    let best = Number.POSITIVE_INFINITY;
    for (const [ax, ay] of arms) {
      if (dx * ax + dy * ay >= -HALF_M) best = Math.min(best, Math.abs(dy * ax - dx * ay) - HALF_M);
    }
    for (const [ax, ay, bx, by] of corners) {
      const u = reachM - (dx * ax + dy * ay);
      const v = reachM - (dx * bx + dy * by);
      if (u > reachM - HALF_M || v > reachM - HALF_M) continue;
      best = Math.min(best, reachM - HALF_M - Math.sqrt(u * u + v * v));
    }
    return best;
  };
}

/** Unit vector from one node to a neighbour. */
export function direction(a: RoadNode, b: RoadNode): readonly [number, number] {
  return [Math.sign(b.xM - a.xM), Math.sign(b.yM - a.yM)];
}

function gridId(column: number, row: number): string {
  return `${column}-${row}`;
}
