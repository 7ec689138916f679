import type { Rng } from '../core/rng.ts';
import { direction, RoadNetwork } from './road-network.ts';
import type { RoutePlan } from './route.ts';

/** The town every driving task takes place in: twelve nodes, four bends, eight junctions. */
export const TOWN = RoadNetwork.grid([0, 90, 170, 260], [0, 80, 150]);

/** The fixed routes of the published tasks. */
export const ROUTES = {
  /** 130 m along the main street, straight over one crossroads. */
  straight: { nodes: ['0-1', '1-1', '2-1'], startM: 24, endM: 66 },
  /** 120 m round the south-west bend. */
  'one-curve': { nodes: ['1-0', '0-0', '0-1'], startM: 24, endM: 62 },
  /** 350 m: right, left, left and right through the middle of the town. */
  navigation: { nodes: ['0-1', '1-1', '1-0', '2-0', '2-1', '3-1'], startM: 30, endM: 66 },
} as const satisfies Record<string, RoutePlan>;

export type RouteName = keyof typeof ROUTES;

/** A random drive past `junctions` nodes, never turning back. */
export function randomPlan(rng: Rng, junctions: number): RoutePlan {
  let here = rng.pick(TOWN.nodes);
  const nodes = [here.id];
  let came: readonly [number, number] | null = null;
  for (let k = 0; k <= junctions; k++) {
    const back: readonly [number, number] | null = came;
    const onward = here.neighbours
      .map((id) => TOWN.node(id))
      .filter((next) => {
        if (back === null) return true;
        const towards = direction(here, next);
        return towards[0] * back[0] + towards[1] * back[1] > -0.5;
      });
    const next = rng.pick(onward);
    came = direction(here, next);
    here = next;
    nodes.push(here.id);
  }
  return { nodes, startM: rng.range(22, 28), endM: rng.range(38, 44) };
}
