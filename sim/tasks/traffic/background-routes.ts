import { Rng } from '../../core/rng.ts';
import { direction, type RoadNode } from '../../geometry/road-network.ts';
import { layRoute, type Route } from '../../geometry/route.ts';
import { TOWN } from '../../geometry/town.ts';
import { EGO_PLAN } from './traffic-route.ts';

/** Junctions and bends passed: more than a car can in the time a drive may take. */
const STREETS = 16;
/** Starts keep this far from each other and from the ends of their streets. */
const APART_M = 14;
const END_M = 24;

/** Streets, in the direction of travel, that other cars leave to the driver and those who play a part there. */
const TAKEN = new Set([
  ...EGO_PLAN.nodes.slice(1).map((node, k) => `${EGO_PLAN.nodes[k]} ${node}`),
  '1-0 1-1',
  '3-0 2-0',
  '3-1 3-0',
]);

/**
 * Random drives through the town that never use the driver's lanes, though they cross and meet them.
 * All start on streets, apart from each other.
 */
export function backgroundRoutes(count: number, seed: number): Route[] {
  const rng = new Rng(seed, 'background');
  const starts: { xM: number; yM: number }[] = [];
  const routes: Route[] = [];
  while (routes.length < count) {
    const nodes = randomWalk(rng);
    const [a, b] = nodes.map((id) => TOWN.node(id)) as [RoadNode, RoadNode];
    const streetM = Math.abs(b.xM - a.xM) + Math.abs(b.yM - a.yM);
    const startM = rng.range(END_M, streetM - END_M);
    const route = layRoute(TOWN, { nodes, startM, endM: 30 });
    const [xM, yM] = route.path.xyM as unknown as [number, number];
    if (starts.some((other) => Math.abs(other.xM - xM) < APART_M && Math.abs(other.yM - yM) < APART_M))
      continue;
    starts.push({ xM, yM });
    routes.push(route);
  }
  return routes;
}

function randomWalk(rng: Rng): string[] {
  const first = rng.pick(TOWN.nodes);
  const nodes = [first];
  let here = first;
  let came: readonly [number, number] | null = null;
  while (nodes.length < STREETS) {
    const back: readonly [number, number] | null = came;
    const onward = here.neighbours
      .map((id) => TOWN.node(id))
      .filter((next) => {
        if (TAKEN.has(`${here.id} ${next.id}`)) return false;
        if (back === null) return true;
        const [x, y] = direction(here, next);
        return x * back[0] + y * back[1] > -0.5;
      });
    const next = rng.pick(onward);
    came = direction(here, next);
    here = next;
    nodes.push(here);
  }
  return nodes.map(({ id }) => id);
}
