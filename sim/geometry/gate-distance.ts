import { GATE_BAR_M, type Gate, gateParts, gateReachM } from './gate.ts';

/**
 * How far a place is from what a gate is made of, frame and stand; in the middle of the opening that is half
 * its side. The danger: it is a lower bound (never more than the true distance), good for leaving out
 * what cannot touch.
 */
export class GateDistance {
  readonly #gate: Gate;
  readonly #reachM: number;
  readonly #cosHeading: number;
  readonly #sinHeading: number;
  readonly #cosRoll: number;
  readonly #sinRoll: number;
  /** Per leg and foot: how far to the left, half its length and width, its top. */
  readonly #stand: Float64Array;

  constructor(gate: Gate) {
    this.#gate = gate;
    this.#reachM = gateReachM(gate);
    this.#cosHeading = Math.cos(gate.headingRad);
    this.#sinHeading = Math.sin(gate.headingRad);
    this.#cosRoll = Math.cos(gate.rollRad);
    this.#sinRoll = Math.sin(gate.rollRad);
    const stand = gateParts(gate).filter(({ part }) => part !== 'bar');
    this.#stand = Float64Array.from(
      stand.flatMap(({ xM, yM, zM, lengthM, widthM, heightM }) => [
        (yM - gate.yM) * this.#cosHeading - (xM - gate.xM) * this.#sinHeading,
        lengthM / 2,
        widthM / 2,
        zM + heightM / 2,
      ]),
    );
  }

  /** Whether the distance may be below a limit; surely not if false. */
  below(xM: number, yM: number, zM: number, limitM: number): boolean {
    const gate = this.#gate;
    const dx = xM - gate.xM;
    const dy = yM - gate.yM;
    const wide = this.#reachM + limitM + FOOT_REACH_M;
    if (dx * dx + dy * dy > wide * wide) return false;
    const limit2 = limitM * limitM;
    const ahead = Math.abs(dx * this.#cosHeading + dy * this.#sinHeading);
    const side = dy * this.#cosHeading - dx * this.#sinHeading;
    const rise = zM - gate.zM;
    // The frame: the square ring between the opening and its outer side.
    const left = Math.abs(side * this.#cosRoll + rise * this.#sinRoll);
    const up = Math.abs(rise * this.#cosRoll - side * this.#sinRoll);
    const off = left > up ? left : up;
    const inner = gate.openingM / 2;
    const inPlane = off < inner ? inner - off : Math.max(0, off - inner - GATE_BAR_M);
    const away = Math.max(0, ahead - GATE_BAR_M / 2);
    if (inPlane * inPlane + away * away < limit2) return true;
    const stand = this.#stand;
    for (let i = 0; i < stand.length; i += 4) {
      const x = Math.max(0, ahead - (stand[i + 1] as number));
      const y = Math.max(0, Math.abs(side - (stand[i] as number)) - (stand[i + 2] as number));
      const z = Math.max(0, zM - (stand[i + 3] as number));
      if (x * x + y * y + z * z < limit2) return true;
    }
    return false;
  }
}

/** A foot reaches this far beyond the frame's circle at most. */
const FOOT_REACH_M = 0.5;
