import type { Command } from '../agent.ts';
import { type Path, PathBuilder } from './path.ts';
import { direction, ROAD, type RoadNetwork, type RoadNode } from './road-network.ts';

/** A lane-centre path through the town with what to do where. */
export interface Route {
  readonly path: Path;
  /** The command at each path sample. */
  readonly commands: readonly Command[];
  /** The speed a careful driver holds at each sample. */
  readonly speedMps: Float64Array;
  /** Node ids passed, in order. */
  readonly nodes: readonly string[];
}

export interface RoutePlan {
  /** The first street leads from nodes[0] to nodes[1]; the last ends before the last node. */
  readonly nodes: readonly string[];
  /** Where on the first street to start, metres after nodes[0]. */
  readonly startM: number;
  /** How much of the last street to drive, metres. */
  readonly endM: number;
}

const SAMPLE_STEP_M = 0.5;
const COMMAND_AHEAD_M = 18;
const CRUISE_MPS = 8;
const LATERAL_ACCELERATION_MPS2 = 2;
const BRAKING_MPS2 = 2;

/** Lays the right-hand lane's centre line along a plan and annotates it. */
export function layRoute(network: RoadNetwork, plan: RoutePlan): Route {
  const nodes = plan.nodes.map((id) => network.node(id));
  const [first, second] = nodes as [RoadNode, RoadNode];
  const laneM = ROAD.laneWidthM / 2;
  const [ux, uy] = direction(first, second);
  const builder = new PathBuilder(
    first.xM + ux * plan.startM + uy * laneM,
    first.yM + uy * plan.startM - ux * laneM,
    Math.atan2(uy, ux),
  );
  const orders: { fromM: number; toM: number; command: Command }[] = [];
  let behindM = plan.startM;
  for (let k = 1; k < nodes.length; k++) {
    const from = nodes[k - 1] as RoadNode;
    const here = nodes[k] as RoadNode;
    const streetM = Math.abs(here.xM - from.xM) + Math.abs(here.yM - from.yM);
    const next = nodes[k + 1];
    if (next === undefined) {
      builder.line(plan.endM - behindM);
      break;
    }
    const reachM = network.reachM(here);
    builder.line(streetM - reachM - behindM);
    const enterM = builder.lengthM;
    const turn = turnBetween(direction(from, here), direction(here, next));
    if (turn === 'straight') {
      builder.line(2 * reachM);
    } else if (turn === 'left') {
      builder.arc(reachM + laneM, Math.PI / 2);
    } else {
      builder.arc(reachM - laneM, -Math.PI / 2);
    }
    if (!network.isBend(here)) {
      orders.push({ fromM: enterM - COMMAND_AHEAD_M, toM: builder.lengthM, command: turn });
    }
    behindM = reachM;
  }
  const path = builder.sample(SAMPLE_STEP_M);
  const commands: Command[] = Array.from({ length: path.count }, (_, i) => {
    const atM = i * SAMPLE_STEP_M;
    return orders.find((order) => atM >= order.fromM && atM < order.toM)?.command ?? 'follow';
  });
  return { path, commands, speedMps: speedProfile(path), nodes: plan.nodes };
}

function turnBetween(
  before: readonly [number, number],
  after: readonly [number, number],
): 'left' | 'right' | 'straight' {
  const cross = before[0] * after[1] - before[1] * after[0];
  if (cross > 0.5) return 'left';
  return cross < -0.5 ? 'right' : 'straight';
}

/** Cruise speed, less in curves, braking in time for them. */
export function speedProfile(path: Path): Float64Array {
  const speed = new Float64Array(path.count);
  for (let i = 0; i < path.count; i++) {
    const curvature = Math.abs(path.curvaturePerM[i] as number);
    speed[i] =
      curvature === 0 ? CRUISE_MPS : Math.min(CRUISE_MPS, Math.sqrt(LATERAL_ACCELERATION_MPS2 / curvature));
  }
  for (let i = path.count - 2; i >= 0; i--) {
    const next = speed[i + 1] as number;
    speed[i] = Math.min(speed[i] as number, Math.sqrt(next * next + 2 * BRAKING_MPS2 * path.stepM));
  }
  return speed;
}
