/** What a tyre is made of. Stiffnesses are per unit of wheel load, so load never changes the balance. */
export interface TyreSpec {
  readonly radiusM: number;
  /** Spin inertia of wheel, tyre and their share of the driveline, kg m^2. */
  readonly inertiaKgM2: number;
  /** Force per load per unit of longitudinal slip, at small slip. */
  readonly slipStiffness: number;
  /** Force per load per radian of slip angle, at small angles. */
  readonly corneringStiffness: number;
  /** Distance rolled until the tread has taken on a new slip. */
  readonly relaxationM: number;
  /** Damping of the tread's deflection; only a standing or sliding tyre feels it. */
  readonly dampingS: number;
}

/** At three times the friction limit the brush model's whole contact patch slides. */
const FULL_SLIDE = 3;

/** Rounds of the implicit wheel equation; the first guess comes from the step before. */
const ROUNDS = 2;

/**
 * One wheel: how fast it spins, how far its tread is bent, and the force that makes on the road.
 *
 * Brush model (Pacejka, Tire and Vehicle Dynamics, ch. 3): combined slip saturates smoothly at the
 * friction circle and stays there, so a locked wheel brakes as hard as the best slip. The slip is
 * first-order in distance rolled (ch. 7), which at rest turns the tread into a spring: a standing
 * car stands still, and forces do not depend on the step. The spin is solved implicitly.
 * The danger: `update` advances time, so call it once per step and read the force after it.
 */
export class Tyre {
  readonly #spec: TyreSpec;
  /** Force on the car along the wheel's heading, N, from the last update. */
  forwardN = 0;
  /** Force on the car to the wheel's left, N, from the last update. */
  leftN = 0;
  spinRadps: number;
  // Tread deflection over relaxation length: in steady rolling it equals the slip.
  #slipForward = 0;
  #slipLeft = 0;
  // Force over unsaturated force, 1 at small slip.
  #grip = 1;

  constructor(spec: TyreSpec, speedMps: number) {
    this.#spec = spec;
    this.spinRadps = speedMps / spec.radiusM;
  }

  /**
   * Advances one step. Velocities are the contact point's, in the wheel's heading frame;
   * `holdNm` is the most the brake and rolling resistance can hold the wheel with.
   */
  update(
    forwardMps: number,
    leftMps: number,
    loadN: number,
    friction: number,
    driveNm: number,
    holdNm: number,
    stepS: number,
  ): void {
    const { radiusM, inertiaKgM2, slipStiffness, corneringStiffness, relaxationM, dampingS } = this.#spec;
    const perMps = stepS / relaxationM;
    const decay = 1 / (1 + perMps * Math.abs(forwardMps));
    const lead = dampingS / stepS;

    const slipLeft = (this.#slipLeft - perMps * leftMps) * decay;
    const pullLeft = corneringStiffness * (slipLeft + lead * (slipLeft - this.#slipLeft));

    // Along the heading, slip after the step is `base + gain * spin`, with the spin yet unknown.
    const base = (this.#slipForward - perMps * forwardMps) * decay;
    const gain = perMps * radiusM * decay;
    const pullBase = slipStiffness * (base + lead * (base - this.#slipForward));
    const pullGain = slipStiffness * gain * (1 + lead);

    const inertia = inertiaKgM2 / stepS;
    const arm = loadN * radiusM;
    let grip = this.#grip;
    let spin = 0;
    let pullForward = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const free = inertia * this.spinRadps + driveNm - arm * grip * pullBase;
      const resistance = inertia + arm * grip * pullGain;
      spin = free > holdNm ? (free - holdNm) / resistance : free < -holdNm ? (free + holdNm) / resistance : 0;
      pullForward = pullBase + pullGain * spin;
      grip = gripOf(Math.sqrt(pullForward * pullForward + pullLeft * pullLeft) / friction);
    }
    this.spinRadps = spin;
    this.#grip = grip;
    this.forwardN = loadN * grip * pullForward;
    this.leftN = loadN * grip * pullLeft;

    // A sliding tread bends no further: without this a long slide would have to be unwound.
    const slipForward = base + gain * spin;
    const alongPull = slipStiffness * slipForward;
    const acrossPull = corneringStiffness * slipLeft;
    const bend = Math.sqrt(alongPull * alongPull + acrossPull * acrossPull) / (FULL_SLIDE * friction);
    const kept = bend > 1 ? 1 / bend : 1;
    this.#slipForward = slipForward * kept;
    this.#slipLeft = slipLeft * kept;
  }
}

/** Brush model: force over unsaturated force when the latter is `excess` times the friction limit. */
function gripOf(excess: number): number {
  return excess < FULL_SLIDE ? 1 - excess / 3 + (excess * excess) / 27 : 1 / excess;
}
