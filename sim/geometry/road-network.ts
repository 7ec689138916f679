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

  constructor(nodes: readonly RoadNode[]) {
    this.nodes = nodes;
    this.#byId = new Map(nodes.map((node) => [node.id, node]));
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
    const halfM = ROAD.widthM / 2;
    let best = Number.POSITIVE_INFINITY;
    for (const node of this.nodes) {
      const dx = xM - node.xM;
      const dy = yM - node.yM;
      if (Math.abs(dx) > 200 || Math.abs(dy) > 200) continue;
      if (this.isBend(node)) {
        const centre = this.bendCentre(node);
        const [a, b] = centre.towards as [readonly [number, number], readonly [number, number]];
        const cx = xM - centre.xM;
        const cy = yM - centre.yM;
        // The quarter of the circle that faces the node.
        if (cx * a[0] + cy * a[1] <= 0 && cx * b[0] + cy * b[1] <= 0) {
          best = Math.min(best, Math.abs(Math.sqrt(cx * cx + cy * cy) - ROAD.bendRadiusM) - halfM);
        }
      } else {
        best = Math.min(best, this.#offJunctionM(node, dx, dy));
      }
      for (const id of node.neighbours) {
        if (id < node.id) continue;
        best = Math.min(best, this.#offStreetM(node, this.node(id), xM, yM) - halfM);
      }
    }
    return best;
  }

  /** The floor: the crossing streets' strips plus the rounded corners between open arms. */
  #offJunctionM(node: RoadNode, dx: number, dy: number): number {
    const halfM = ROAD.widthM / 2;
    const reachM = ROAD.junctionHalfM;
    const outside = Math.max(Math.abs(dx) - reachM, Math.abs(dy) - reachM);
    if (outside > 0) return outside;
    let best = Number.POSITIVE_INFINITY;
    const arms = node.neighbours.map((id) => direction(node, this.node(id)));
    for (const [ax, ay] of arms) {
      const along = dx * ax + dy * ay;
      if (along >= -halfM) best = Math.min(best, Math.abs(dy * ax - dx * ay) - halfM);
    }
    const cornerRadiusM = reachM - halfM;
    for (const [ax, ay] of arms) {
      for (const [bx, by] of arms) {
        if (Math.abs(ax * bx + ay * by) > 0.5) continue;
        const u = dx * ax + dy * ay;
        const v = dx * bx + dy * by;
        if (u < halfM || v < halfM) continue;
        const fromCorner = Math.sqrt((reachM - u) * (reachM - u) + (reachM - v) * (reachM - v));
        best = Math.min(best, cornerRadiusM - fromCorner);
      }
    }
    return best;
  }

  /** Distance to a street's centre line between the reaches of its ends. */
  #offStreetM(a: RoadNode, b: RoadNode, xM: number, yM: number): number {
    const [ux, uy] = direction(a, b);
    const lengthM = Math.abs(b.xM - a.xM) + Math.abs(b.yM - a.yM);
    const along = (xM - a.xM) * ux + (yM - a.yM) * uy;
    const clipped = Math.min(lengthM - this.reachM(b), Math.max(this.reachM(a), along));
    const dx = xM - (a.xM + ux * clipped);
    const dy = yM - (a.yM + uy * clipped);
    return Math.sqrt(dx * dx + dy * dy);
  }
}

/** Unit vector from one node to a neighbour. */
export function direction(a: RoadNode, b: RoadNode): readonly [number, number] {
  return [Math.sign(b.xM - a.xM), Math.sign(b.yM - a.yM)];
}

function gridId(column: number, row: number): string {
  return `${column}-${row}`;
}
