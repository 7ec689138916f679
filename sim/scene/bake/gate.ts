import { type GatePart, gateParts } from '../../geometry/gate.ts';
import type { GateItem } from '../picture.ts';
import type { ToWorld } from './frame.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addDigits } from './seven-segments.ts';
import { addBox } from './solids.ts';

const ENTRY = [0xe8641b, 0xf1efe8] as const;
const EXIT = 0x3b3f45;
const STEEL = 0x6c7276;
/** Each gate's own colour, on its inner and outer sides. */
const SIDES = [0x1f6fd6, 0xd2342f, 0x2a9a50, 0xe0b11c, 0x8a3fc0, 0x19a7b8] as const;
const STRIPE_M = 0.45;
const DIGIT_M = 0.19;
/** Height of paint above what it is painted on. */
const PAINT_M = 0.006;

/**
 * A gate as it collides (`gateParts`): the side to fly into is striped and bears its number, the side where one
 * comes out is dark, and the sides between have the gate's colour.
 */
export function addGate(mesh: MeshBuilder, item: GateItem): void {
  addParts(mesh, item, STRIPE_M);
  const [top] = gateParts(item) as [GatePart];
  mesh.colour(0x15171a);
  addDigits(mesh, posed(top), String(item.variant + 1), {
    ahead: -top.lengthM / 2 - PAINT_M,
    heightM: DIGIT_M,
  });
}

/** The same from afar and for its shadow. */
export function addCoarseGate(mesh: MeshBuilder, item: GateItem): void {
  addParts(mesh, item, Number.POSITIVE_INFINITY);
}

function addParts(mesh: MeshBuilder, item: GateItem, stripeM: number): void {
  mesh.semantic('gate').detail(0.12, 0, 0, 0);
  for (const part of gateParts(item)) {
    const own = SIDES[item.variant % SIDES.length] ?? SIDES[0];
    if (part.part === 'bar') addBar(mesh, part, own, stripeM);
    else {
      const [x, y, z] = [part.lengthM / 2, part.widthM / 2, part.heightM / 2];
      mesh.colour(part.part === 'leg' ? STEEL : own);
      addBox(mesh, posed(part), [-x, -y, -z], [x, y, z], { bottom: false });
    }
  }
}

function addBar(mesh: MeshBuilder, part: GatePart, sideHex: number, stripeM: number): void {
  const at = posed(part);
  const [x, y, z] = [part.lengthM / 2, part.widthM / 2, part.heightM / 2];
  mesh.colour(sideHex);
  mesh.polygon([at(-x, -y, z), at(x, -y, z), at(x, y, z), at(-x, y, z)]);
  mesh.polygon([at(-x, y, -z), at(x, y, -z), at(x, -y, -z), at(-x, -y, -z)]);
  mesh.polygon([at(-x, -y, -z), at(x, -y, -z), at(x, -y, z), at(-x, -y, z)]);
  mesh.polygon([at(x, y, -z), at(-x, y, -z), at(-x, y, z), at(x, y, z)]);
  mesh.colour(EXIT);
  mesh.polygon([at(x, -y, -z), at(x, y, -z), at(x, y, z), at(x, -y, z)]);
  const lies = y > z;
  const long = lies ? y : z;
  // An odd number, so that a bar is the same from both ends; a lying bar has a light middle for the number.
  const stripes = stripeM < 2 * long ? 2 * Math.floor(long / stripeM) + 1 : 1;
  for (let i = 0; i < stripes; i++) {
    const from = long * ((2 * i) / stripes - 1);
    const to = long * ((2 * (i + 1)) / stripes - 1);
    const middle = (stripes - 1) / 2;
    mesh.colour((stripes === 1 ? ENTRY[0] : ENTRY[lies === (i % 2 === middle % 2) ? 1 : 0]) as number);
    mesh.polygon(
      lies
        ? [at(-x, to, -z), at(-x, from, -z), at(-x, from, z), at(-x, to, z)]
        : [at(-x, y, from), at(-x, -y, from), at(-x, -y, to), at(-x, y, to)],
    );
  }
}

/** A part's own frame: x along its heading, y left, z up, turned by its roll. */
function posed({ xM, yM, zM, headingRad, rollRad }: GatePart): ToWorld {
  const [ch, sh] = [Math.cos(headingRad), Math.sin(headingRad)];
  const [cr, sr] = [Math.cos(rollRad), Math.sin(rollRad)];
  return (x, y, z) => {
    const left = y * cr - z * sr;
    const up = y * sr + z * cr;
    return [xM + ch * x - sh * left, yM + sh * x + ch * left, zM + up];
  };
}
