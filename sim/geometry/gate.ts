/** Width and depth of a gate's bars. */
export const GATE_BAR_M = 0.25;
/** Side of a leg, seen from above. */
const LEG_M = 0.1;
const FOOT = { lengthM: 0.7, widthM: 0.3, heightM: 0.08 } as const;

/** A square frame to fly through. Its pose is that of the opening's centre. */
export interface Gate {
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  /** The direction in which it is to be flown through. */
  readonly headingRad: number;
  /** Left side up is positive. */
  readonly rollRad: number;
  /** Side of the opening. */
  readonly openingM: number;
}

/** A box that is part of a gate; its pose is that of its centre, its length lies along the heading. */
export interface GatePart {
  readonly part: 'bar' | 'leg' | 'foot';
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  readonly headingRad: number;
  readonly rollRad: number;
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
}

/** What a gate is made of, as it collides and as it is drawn: four bars, and a leg with a foot on either side. */
export function gateParts(gate: Gate): GatePart[] {
  const { headingRad, rollRad, openingM } = gate;
  const middle = (openingM + GATE_BAR_M) / 2;
  const side = openingM + 2 * GATE_BAR_M;
  const bar = (left: number, up: number, widthM: number, heightM: number): GatePart => {
    const [xM, yM, zM] = gatePoint(gate, 0, left, up);
    return { part: 'bar', xM, yM, zM, headingRad, rollRad, lengthM: GATE_BAR_M, widthM, heightM };
  };
  const parts = [
    bar(0, middle, side, GATE_BAR_M),
    bar(0, -middle, side, GATE_BAR_M),
    bar(middle, 0, GATE_BAR_M, openingM),
    bar(-middle, 0, GATE_BAR_M, openingM),
  ];
  for (const left of [middle, -middle]) {
    const [xM, yM, topM] = gatePoint(gate, 0, left, -middle);
    const upright = { xM, yM, headingRad, rollRad: 0 };
    parts.push(
      { part: 'leg', ...upright, zM: topM / 2, lengthM: LEG_M, widthM: LEG_M, heightM: topM },
      { part: 'foot', ...upright, zM: FOOT.heightM / 2, ...FOOT },
    );
  }
  return parts;
}

/** A point of the gate's own frame (ahead, left, up, from the opening's centre) in the world. */
export function gatePoint(
  { xM, yM, zM, headingRad, rollRad }: Gate,
  ahead: number,
  left: number,
  up: number,
): [number, number, number] {
  const [ch, sh] = [Math.cos(headingRad), Math.sin(headingRad)];
  const [cr, sr] = [Math.cos(rollRad), Math.sin(rollRad)];
  const side = left * cr - up * sr;
  return [xM + ch * ahead - sh * side, yM + sh * ahead + ch * side, zM + left * sr + up * cr];
}

/** No part of a gate's frame is further from the opening's centre. */
export function gateReachM({ openingM }: Gate): number {
  return (openingM / 2 + GATE_BAR_M) * Math.SQRT2;
}

/** The lowest point of a gate's frame above the ground. */
export function gateBottomM({ zM, rollRad, openingM }: Gate): number {
  return zM - (openingM / 2 + GATE_BAR_M) * (Math.abs(Math.cos(rollRad)) + Math.abs(Math.sin(rollRad)));
}
