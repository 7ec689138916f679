import { GATE_BAR_M, type Gate } from './gate.ts';

/**
 * How a straight move met a gate's plane: not at all, through the opening in its direction or
 * against it, at the frame, or past the frame on the outside.
 */
export type Crossing = 'none' | 'through' | 'back' | 'frame' | 'outside';

/**
 * Tests swept moves of a body against one gate. The body is as wide along the gate's own axes as it is
 * told, so that guards and tilt count. The danger: the moves must follow one another without a gap.
 */
export class GateCrossing {
  readonly #gate: Gate;
  // The gate's axes: ahead is level; left and up are turned by the roll.
  readonly #cosHeading: number;
  readonly #sinHeading: number;
  readonly #cosRoll: number;
  readonly #sinRoll: number;
  /** Where the last move met the plane, left of the opening's centre; NaN if it did not. */
  leftM = Number.NaN;
  /** The same, upwards along the frame's side. */
  upM = Number.NaN;

  constructor(gate: Gate) {
    this.#gate = gate;
    this.#cosHeading = Math.cos(gate.headingRad);
    this.#sinHeading = Math.sin(gate.headingRad);
    this.#cosRoll = Math.cos(gate.rollRad);
    this.#sinRoll = Math.sin(gate.rollRad);
  }

  /** A direction of the world along the gate's leftward side, in the frame's plane. */
  leftOf(x: number, y: number, z: number): number {
    return (y * this.#cosHeading - x * this.#sinHeading) * this.#cosRoll + z * this.#sinRoll;
  }

  /** A direction of the world along the gate's upward side. */
  upOf(x: number, y: number, z: number): number {
    return z * this.#cosRoll - (y * this.#cosHeading - x * this.#sinHeading) * this.#sinRoll;
  }

  /**
   * The move from one place to another of a body that reaches `halfAcrossM` and `halfUpM` from its centre
   * along the gate's sides. A move that ends exactly in the plane has crossed it.
   */
  test(
    x0: number,
    y0: number,
    z0: number,
    x1: number,
    y1: number,
    z1: number,
    halfAcrossM: number,
    halfUpM: number,
  ): Crossing {
    const { xM, yM, zM, openingM } = this.#gate;
    const before = (x0 - xM) * this.#cosHeading + (y0 - yM) * this.#sinHeading;
    const after = (x1 - xM) * this.#cosHeading + (y1 - yM) * this.#sinHeading;
    const forward = before < 0;
    this.leftM = Number.NaN;
    this.upM = Number.NaN;
    if (forward === after < 0) return 'none';
    const share = before / (before - after);
    const x = x0 + share * (x1 - x0) - xM;
    const y = y0 + share * (y1 - y0) - yM;
    const z = z0 + share * (z1 - z0) - zM;
    this.leftM = this.leftOf(x, y, z);
    this.upM = this.upOf(x, y, z);
    const across = Math.abs(this.leftM);
    const up = Math.abs(this.upM);
    const half = openingM / 2;
    if (across + halfAcrossM < half && up + halfUpM < half) return forward ? 'through' : 'back';
    const outer = half + GATE_BAR_M;
    return across - halfAcrossM < outer && up - halfUpM < outer ? 'frame' : 'outside';
  }
}
