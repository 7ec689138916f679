/** What the four rotors are made of. */
export interface RotorSpec {
  /** Thrust over the square of the speed, N s^2/rad^2. */
  readonly thrustPerSpeed2: number;
  /** Drag torque over thrust, metres. */
  readonly torquePerThrustM: number;
  /** The speed follows its command as a first-order lag with this time constant. */
  readonly lagS: number;
  readonly topSpeedRadps: number;
}

/**
 * Four rotors with motors: their speeds follow commands with a first-order lag, and thrust goes with the
 * square of the speed. The danger: `advance` moves time on, so call it once per step and read
 * `thrustN` (the mean over that step) after it.
 */
export class Rotors {
  readonly speedRadps = new Float64Array(4);
  readonly commandRadps = new Float64Array(4);
  readonly thrustN = new Float64Array(4);
  readonly #spec: RotorSpec;
  /** Share of the gap to the command that is left after a step. */
  readonly #left: number;

  constructor(spec: RotorSpec, startRadps: number, stepS: number) {
    this.#spec = spec;
    this.#left = Math.exp(-stepS / spec.lagS);
    this.speedRadps.fill(startRadps);
    this.commandRadps.fill(startRadps);
  }

  /** Commands thrusts; what no rotor can give is clipped. */
  command(i: number, thrustN: number): void {
    const { thrustPerSpeed2, topSpeedRadps } = this.#spec;
    const speed = thrustN > 0 ? Math.sqrt(thrustN / thrustPerSpeed2) : 0;
    this.commandRadps[i] = speed < topSpeedRadps ? speed : topSpeedRadps;
  }

  advance(): void {
    const { thrustPerSpeed2 } = this.#spec;
    for (let i = 0; i < 4; i++) {
      const before = this.speedRadps[i] as number;
      const goal = this.commandRadps[i] as number;
      const after = goal + (before - goal) * this.#left;
      const mean = (before + after) / 2;
      this.speedRadps[i] = after;
      this.thrustN[i] = thrustPerSpeed2 * mean * mean;
    }
  }
}
