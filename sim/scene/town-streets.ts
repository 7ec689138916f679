import { direction, ROAD, type RoadNetwork, type RoadNode } from '../geometry/road-network.ts';
import type { MarkingItem, Polyline, StageItem } from './picture.ts';

const HALF_M = ROAD.widthM / 2;
const PAVEMENT_OFFSET_M = HALF_M + ROAD.pavementWidthM / 2;
const EDGE_LINE_OFFSET_M = HALF_M - 0.2;
const CENTRE_DASH_M = [3, 4.5] as const;
const ARC_STEP_RAD = Math.PI / 24;

/** Asphalt, pavements and paint of a whole network. */
export function streetItems(network: RoadNetwork): StageItem[] {
  return [
    ...network.streets().flatMap(([a, b]) => straightItems(network, a, b)),
    ...network.nodes.flatMap((node) =>
      network.isBend(node) ? bendItems(network, node) : junctionItems(network, node),
    ),
  ];
}

function straightItems(network: RoadNetwork, a: RoadNode, b: RoadNode): StageItem[] {
  const [ux, uy] = direction(a, b);
  const from = network.reachM(a);
  const to = Math.abs(b.xM - a.xM) + Math.abs(b.yM - a.yM) - network.reachM(b);
  const line = (offsetM: number, startM = from, endM = to): Polyline => [
    a.xM + ux * startM - uy * offsetM,
    a.yM + uy * startM + ux * offsetM,
    a.xM + ux * endM - uy * offsetM,
    a.yM + uy * endM + ux * offsetM,
  ];
  const paintFrom = network.isBend(a) ? from : from + 4;
  const paintTo = network.isBend(b) ? to : to - 4;
  return [
    { kind: 'strip', surface: 'road', centre: line(0), widthM: ROAD.widthM },
    { kind: 'strip', surface: 'pavement', centre: line(PAVEMENT_OFFSET_M), widthM: ROAD.pavementWidthM },
    { kind: 'strip', surface: 'pavement', centre: line(-PAVEMENT_OFFSET_M), widthM: ROAD.pavementWidthM },
    paint(line(0, paintFrom, paintTo), 0.15, CENTRE_DASH_M, 'white'),
    paint(line(EDGE_LINE_OFFSET_M), 0.12, null, 'white'),
    paint(line(-EDGE_LINE_OFFSET_M), 0.12, null, 'white'),
  ];
}

function bendItems(network: RoadNetwork, node: RoadNode): StageItem[] {
  const { xM, yM, towards } = network.bendCentre(node);
  const [a, b] = towards as [readonly [number, number], readonly [number, number]];
  const arc = (radiusM: number): Polyline => quarter(xM, yM, radiusM, [-a[0], -a[1]], [-b[0], -b[1]]);
  const r = ROAD.bendRadiusM;
  return [
    { kind: 'strip', surface: 'road', centre: arc(r), widthM: ROAD.widthM },
    { kind: 'strip', surface: 'pavement', centre: arc(r - PAVEMENT_OFFSET_M), widthM: ROAD.pavementWidthM },
    { kind: 'strip', surface: 'pavement', centre: arc(r + PAVEMENT_OFFSET_M), widthM: ROAD.pavementWidthM },
    paint(arc(r), 0.15, CENTRE_DASH_M, 'white'),
    paint(arc(r - EDGE_LINE_OFFSET_M), 0.12, null, 'white'),
    paint(arc(r + EDGE_LINE_OFFSET_M), 0.12, null, 'white'),
  ];
}

function junctionItems(network: RoadNetwork, node: RoadNode): StageItem[] {
  const reach = ROAD.junctionHalfM;
  const arms = node.neighbours.map((id) => direction(node, network.node(id)));
  const items: StageItem[] = [patch(node, [1, 0], [0, 1], -HALF_M, HALF_M, -HALF_M, HALF_M)];
  for (const [ux, uy] of arms) {
    items.push(patch(node, [ux, uy], [-uy, ux], HALF_M, reach, -HALF_M, HALF_M));
    items.push(...crossing(node, ux, uy));
  }
  for (const [ux, uy] of [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const) {
    if (arms.some(([ax, ay]) => ax === ux && ay === uy)) continue;
    // The closed side of a T: pavement and edge line run straight past.
    const at = (along: number, out: number) => [
      node.xM + ux * out - uy * along,
      node.yM + uy * out + ux * along,
    ];
    const line = (out: number): Polyline => [...at(-reach, out), ...at(reach, out)];
    items.push({
      kind: 'strip',
      surface: 'pavement',
      centre: line(PAVEMENT_OFFSET_M),
      widthM: ROAD.pavementWidthM,
    });
    items.push(paint(line(EDGE_LINE_OFFSET_M), 0.12, null, 'white'));
  }
  for (const a of arms) {
    for (const b of arms) {
      if (a[0] * b[1] - a[1] * b[0] < 0.5) continue;
      items.push(...cornerItems(node, a, b));
    }
  }
  return items;
}

/** The rounded corner between two open arms: asphalt up to the kerb's arc, then pavement. */
function cornerItems(
  node: RoadNode,
  a: readonly [number, number],
  b: readonly [number, number],
): StageItem[] {
  const reach = ROAD.junctionHalfM;
  const centreX = node.xM + reach * (a[0] + b[0]);
  const centreY = node.yM + reach * (a[1] + b[1]);
  const arc = (radiusM: number): Polyline =>
    quarter(centreX, centreY, radiusM, [-a[0], -a[1]], [-b[0], -b[1]]);
  const kerb = arc(reach - HALF_M);
  const cornerX = node.xM + HALF_M * (a[0] + b[0]);
  const cornerY = node.yM + HALF_M * (a[1] + b[1]);
  const items: StageItem[] = [];
  for (let i = 0; i + 3 < kerb.length; i += 2) {
    const outline = [cornerX, cornerY, ...kerb.slice(i, i + 4)];
    items.push({ kind: 'patch', surface: 'road', outline });
  }
  const pavementRadiusM = reach - HALF_M - ROAD.pavementWidthM / 2;
  items.push({
    kind: 'strip',
    surface: 'pavement',
    centre: arc(pavementRadiusM),
    widthM: ROAD.pavementWidthM,
  });
  return items;
}

/** A zebra crossing and the stop line before it, on one arm. */
function crossing(node: RoadNode, ux: number, uy: number): StageItem[] {
  const reach = ROAD.junctionHalfM;
  const at = (along: number, left: number) => [
    node.xM + ux * along - uy * left,
    node.yM + uy * along + ux * left,
  ];
  const items: StageItem[] = [];
  for (let left = -2.75; left <= 2.76; left += 1.1) {
    items.push(paint([...at(reach, left), ...at(reach + 2.4, left)], 0.55, null, 'white'));
  }
  // Traffic keeps right, so those who drive towards the node are on the arm's left.
  items.push(paint([...at(reach + 3.2, 0.2), ...at(reach + 3.2, HALF_M - 0.4)], 0.35, null, 'white'));
  return items;
}

function paint(
  centre: Polyline,
  widthM: number,
  dashM: readonly [number, number] | null,
  colour: 'white' | 'yellow',
): MarkingItem {
  return { kind: 'marking', centre, widthM, dashM, colour };
}

function patch(
  node: RoadNode,
  u: readonly [number, number],
  v: readonly [number, number],
  u0: number,
  u1: number,
  v0: number,
  v1: number,
): StageItem {
  const corner = (a: number, b: number) => [node.xM + u[0] * a + v[0] * b, node.yM + u[1] * a + v[1] * b];
  const outline = [...corner(u0, v0), ...corner(u1, v0), ...corner(u1, v1), ...corner(u0, v1)];
  return { kind: 'patch', surface: 'road', outline };
}

/** A quarter circle from direction `from` to direction `to` (perpendicular unit vectors). */
function quarter(
  xM: number,
  yM: number,
  radiusM: number,
  from: readonly [number, number],
  to: readonly [number, number],
): Polyline {
  const points: number[] = [];
  const steps = Math.round(Math.PI / 2 / ARC_STEP_RAD);
  for (let i = 0; i <= steps; i++) {
    const c = Math.cos(i * ARC_STEP_RAD);
    const s = Math.sin(i * ARC_STEP_RAD);
    points.push(xM + radiusM * (from[0] * c + to[0] * s), yM + radiusM * (from[1] * c + to[1] * s));
  }
  return points;
}
