import type { Path } from '../../geometry/path.ts';
import { direction, ROAD, type RoadNetwork } from '../../geometry/road-network.ts';
import { layRoute, type Route } from '../../geometry/route.ts';

/** One crossing of a junction by a route, as stretches of its path. */
export interface Passage {
  /** The junction's place in the network's list of nodes. */
  readonly node: number;
  /** Where the path enters and leaves the junction's square. */
  readonly enterM: number;
  readonly leaveM: number;
  /** Which way it comes and goes: movements with equal numbers are the same at every junction. */
  readonly movement: number;
}

/** The junctions that a route passes, in order; bends are none. */
export function passagesOf(network: RoadNetwork, { path, nodes }: Route): Passage[] {
  const passages: Passage[] = [];
  let i = 0;
  for (let k = 1; k + 1 < nodes.length; k++) {
    const [from, here, to] = [nodes[k - 1], nodes[k], nodes[k + 1]].map((id) =>
      network.node(id as string),
    ) as [ReturnType<RoadNetwork['node']>, ReturnType<RoadNetwork['node']>, ReturnType<RoadNetwork['node']>];
    if (network.isBend(here)) continue;
    const inside = () =>
      i < path.count &&
      Math.abs((path.xyM[2 * i] as number) - here.xM) <= ROAD.junctionHalfM &&
      Math.abs((path.xyM[2 * i + 1] as number) - here.yM) <= ROAD.junctionHalfM;
    while (i < path.count && !inside()) i++;
    const enterM = i * path.stepM;
    while (inside()) i++;
    passages.push({
      node: network.nodes.indexOf(here),
      enterM,
      leaveM: i * path.stepM,
      movement: quarterOf(direction(from, here)) * 4 + quarterOf(direction(here, to)),
    });
  }
  return passages;
}

/** East 0, north 1, west 2, south 3. */
function quarterOf([x, y]: readonly [number, number]): number {
  return x > 0.5 ? 0 : y > 0.5 ? 1 : x < -0.5 ? 2 : 3;
}

/** Lines driven nearer to each other than this are crossed by two cars' bodies. */
const CLEAR_M = 2.6;

/**
 * Whether two movements through a junction get in each other's way: they come from different arms and
 * their lines cross, meet or brush. Cars from one arm follow each other instead. Found once from the
 * lines themselves, on a crossroads like all others.
 */
export class Conflicts {
  readonly #table = new Uint8Array(256);

  constructor(network: RoadNetwork, crossroads: string) {
    const node = network.node(crossroads);
    const lines = new Map<number, Float64Array>();
    for (const from of node.neighbours) {
      for (const to of node.neighbours) {
        if (from === to) continue;
        const route = layRoute(network, { nodes: [from, crossroads, to], startM: 25, endM: 14 });
        const [passage] = passagesOf(network, route);
        if (passage !== undefined) lines.set(passage.movement, stretchNear(route.path, node));
      }
    }
    for (const [one, a] of lines) {
      for (const [two, b] of lines) {
        if (one >> 2 !== two >> 2 && nearest(a, b) < CLEAR_M) this.#table[one * 16 + two] = 1;
      }
    }
  }

  between(one: number, two: number): boolean {
    return this.#table[one * 16 + two] === 1;
  }
}

/** What of a path lies inside a junction's square and a car's length round it. */
function stretchNear(path: Path, { xM, yM }: { readonly xM: number; readonly yM: number }): Float64Array {
  const reach = ROAD.junctionHalfM + 2;
  const xyM: number[] = [];
  for (let i = 0; i + 1 < path.xyM.length; i += 2) {
    const [x, y] = [path.xyM[i] as number, path.xyM[i + 1] as number];
    if (Math.abs(x - xM) <= reach && Math.abs(y - yM) <= reach) xyM.push(x, y);
  }
  return Float64Array.from(xyM);
}

/** Least distance between the points of two lines. */
function nearest(a: Float64Array, b: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.length; i += 2) {
    for (let k = 0; k < b.length; k += 2) {
      const dx = (a[i] as number) - (b[k] as number);
      const dy = (a[i + 1] as number) - (b[k + 1] as number);
      least = Math.min(least, dx * dx + dy * dy);
    }
  }
  return Math.sqrt(least);
}
