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
    const lines = new Map<number, Path>();
    for (const from of node.neighbours) {
      for (const to of node.neighbours) {
        if (from === to) continue;
        const route = layRoute(network, { nodes: [from, crossroads, to], startM: 25, endM: 14 });
        const [passage] = passagesOf(network, route);
        if (passage !== undefined) lines.set(passage.movement, route.path);
      }
    }
    for (const [one, a] of lines) {
      for (const [two, b] of lines) {
        if (one >> 2 !== two >> 2 && nearest(a, b, node) < CLEAR_M) this.#table[one * 16 + two] = 1;
      }
    }
  }

  between(one: number, two: number): boolean {
    return this.#table[one * 16 + two] === 1;
  }
}

/** Least distance between two paths inside a junction's square and a car's length round it. */
function nearest(a: Path, b: Path, { xM, yM }: { readonly xM: number; readonly yM: number }): number {
  const reach = ROAD.junctionHalfM + 2;
  const near = (path: Path) =>
    Array.from(
      { length: path.count },
      (_, i) => [path.xyM[2 * i], path.xyM[2 * i + 1]] as [number, number],
    ).filter(([x, y]) => Math.abs(x - xM) <= reach && Math.abs(y - yM) <= reach);
  let best = Number.POSITIVE_INFINITY;
  for (const [ax, ay] of near(a)) {
    for (const [bx, by] of near(b)) {
      best = Math.min(best, Math.sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by)));
    }
  }
  return best;
}
