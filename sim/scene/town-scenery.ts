import { Rng } from '../core/rng.ts';
import {
  apart,
  direction,
  type Footprint,
  ROAD,
  type RoadNetwork,
  type RoadNode,
} from '../geometry/road-network.ts';
import type { StageItem } from './picture.ts';

const KERB_M = ROAD.widthM / 2;
const FRONT_M = KERB_M + ROAD.pavementWidthM;

/** Least distance of a thing's middle from the asphalt: a parked car also keeps off the pavement. */
const CLEARANCE_M: Readonly<Record<string, number>> = { pole: 0.4, tree: 2.8, 'parked-car': 5 };

/**
 * Buildings, trees, lamps, signs and parked cars along every street, drawn from a seed. Each
 * side of each street has its own random stream, so one never shifts another.
 */
export function sceneryItems(network: RoadNetwork, seed: number): StageItem[] {
  const items: StageItem[] = [];
  const taken: Footprint[] = [];
  for (const [a, b] of network.streets()) {
    for (const side of [1, -1] as const) {
      const rng = new Rng(seed, 'scenery', a.id, b.id, side);
      items.push(...lots(network, a, b, side, rng, taken), ...furniture(network, a, b, side, rng));
    }
  }
  for (const node of network.nodes) {
    items.push(...cornerTrees(network, node, new Rng(seed, 'corner', node.id), taken));
  }
  return items.filter((item) => item.kind === 'building' || !('xM' in item) || standsClear(network, item));
}

/** Nothing that a street's end puts in a gap or on a pavement may stand in the next street. */
function standsClear(network: RoadNetwork, item: { kind: string; xM: number; yM: number }): boolean {
  return network.distanceOffRoadM(item.xM, item.yM) > (CLEARANCE_M[item.kind] ?? 0);
}

/** Buildings shoulder to shoulder with gaps, in which trees and parked cars stand. */
function lots(
  network: RoadNetwork,
  a: RoadNode,
  b: RoadNode,
  side: 1 | -1,
  rng: Rng,
  taken: Footprint[],
): StageItem[] {
  const [ux, uy] = direction(a, b);
  const place = (along: number, out: number) => ({
    xM: a.xM + ux * along - uy * out * side,
    yM: a.yM + uy * along + ux * out * side,
  });
  const facing = Math.atan2(-ux * side, uy * side);
  const items: StageItem[] = [];
  const endM = Math.abs(b.xM - a.xM) + Math.abs(b.yM - a.yM) - network.reachM(b) - 1;
  for (let along = network.reachM(a) + 1; along < endM - 6; ) {
    const lengthM = rng.range(9, 17);
    const depthM = rng.range(8, 12);
    const setbackM = rng.range(1.5, 4.5);
    const heightM = rng.range(4.5, 15);
    const variant = rng.int(1 << 16);
    const gapM = rng.range(1, 7);
    const centre = place(along + lengthM / 2, FRONT_M + setbackM + depthM / 2);
    const footprint = {
      ...centre,
      halfXM: (Math.abs(ux) * lengthM + Math.abs(uy) * depthM) / 2,
      halfYM: (Math.abs(uy) * lengthM + Math.abs(ux) * depthM) / 2,
    };
    if (
      along + lengthM <= endM &&
      isFree(footprint, taken) &&
      network.leavesStreetsFree(footprint, ROAD.pavementWidthM + 0.5)
    ) {
      taken.push(footprint);
      // A building's length runs along its street; its front faces the street.
      items.push({
        kind: 'building',
        ...centre,
        headingRad: facing + Math.PI / 2,
        lengthM,
        widthM: depthM,
        heightM,
        variant,
      });
    }
    const inGap = place(along + lengthM + gapM / 2, FRONT_M + 3.2);
    const what = rng.float();
    const size = rng.range(4, 8);
    if (gapM > 4 && what < 0.35) {
      items.push({ kind: 'parked-car', ...inGap, headingRad: facing, variant: rng.int(1 << 16) });
    } else if (gapM > 2.5 && what < 0.85) {
      items.push({ kind: 'tree', ...inGap, heightM: size, variant: rng.int(1 << 16) });
    }
    along += lengthM + gapM;
  }
  return items;
}

/** Street trees, lamps by turns on the two sides, and a sign before each junction. */
function furniture(network: RoadNetwork, a: RoadNode, b: RoadNode, side: 1 | -1, rng: Rng): StageItem[] {
  const [ux, uy] = direction(a, b);
  const at = (along: number, out: number) => ({
    xM: a.xM + ux * along - uy * out * side,
    yM: a.yM + uy * along + ux * out * side,
  });
  const items: StageItem[] = [];
  const fromM = network.reachM(a) + 4;
  const toM = Math.abs(b.xM - a.xM) + Math.abs(b.yM - a.yM) - network.reachM(b) - 4;
  for (let along = fromM + rng.range(0, 6); along < toM; along += rng.range(8, 15)) {
    if (rng.float() < 0.3) continue;
    const variant = rng.int(1 << 16);
    items.push({ kind: 'tree', ...at(along, FRONT_M + 0.7), heightM: rng.range(3.5, 6.5), variant });
  }
  const facing = Math.atan2(-ux * side, uy * side);
  for (let along = fromM + (side > 0 ? 3 : 15); along < toM; along += 24) {
    items.push({ kind: 'pole', style: 'lamp', ...at(along, KERB_M + 0.6), headingRad: facing });
  }
  const before = side > 0 ? a : b;
  if (!network.isBend(before)) {
    const along = side > 0 ? fromM + 0.5 : toM - 0.5;
    items.push({
      kind: 'pole',
      style: 'sign',
      ...at(along, KERB_M + 0.7),
      headingRad: Math.atan2(uy * side, ux * side),
    });
  }
  return items;
}

/** A few trees in the open ground round a node. */
function cornerTrees(
  network: RoadNetwork,
  node: RoadNode,
  rng: Rng,
  taken: readonly Footprint[],
): StageItem[] {
  const items: StageItem[] = [];
  for (let k = 0; k < 8; k++) {
    const xM = node.xM + rng.range(-28, 28);
    const yM = node.yM + rng.range(-28, 28);
    const heightM = rng.range(4, 8);
    const variant = rng.int(1 << 16);
    const here = { xM, yM, halfXM: 2, halfYM: 2 };
    if (network.distanceOffRoadM(xM, yM) > ROAD.pavementWidthM + 1.5 && isFree(here, taken)) {
      items.push({ kind: 'tree', xM, yM, heightM, variant });
    }
  }
  return items;
}

function isFree(one: Footprint, taken: readonly Footprint[]): boolean {
  return taken.every((other) => apart(one, other, 0.5));
}
