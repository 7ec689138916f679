/**
 * The Intelligent Driver Model: M. Treiber, A. Hennecke, D. Helbing, "Congested traffic states in
 * empirical observations and microscopic simulations", Physical Review E 62 (2000) 1805, with the
 * acceleration exponent delta = 4 and without the optional jam distance s1.
 */
export interface IdmDriver {
  /** a: acceleration from rest on a free road. */
  readonly accelerationMps2: number;
  /** b: braking that is felt as comfortable. */
  readonly brakingMps2: number;
  /** s0: bumper to bumper when standing. */
  readonly standGapM: number;
  /** T: time gap kept behind a leader. */
  readonly timeGapS: number;
  /** Not of the model: no more can be asked of tyres. */
  readonly mostBrakingMps2: number;
}

/** A lively city driver. */
export const CITY_DRIVER: IdmDriver = {
  accelerationMps2: 1.8,
  brakingMps2: 2,
  standGapM: 2,
  timeGapS: 1.2,
  mostBrakingMps2: 8,
};

export const CYCLIST_DRIVER: IdmDriver = {
  accelerationMps2: 1,
  brakingMps2: 1.5,
  standGapM: 1,
  timeGapS: 1,
  mostBrakingMps2: 5,
};

/**
 * Acceleration of a driver who wants to go at `wishMps`, `gapM` (bumper to bumper; Infinity for a free
 * road) behind something that moves at `leaderMps` along the same way. Where the wish drops below the
 * speed, as before a bend, the free road's term is held to comfortable braking.
 */
export function idmAcceleration(
  driver: IdmDriver,
  speedMps: number,
  wishMps: number,
  gapM: number,
  leaderMps: number,
): number {
  const { accelerationMps2: a, brakingMps2: b, standGapM, timeGapS, mostBrakingMps2 } = driver;
  const ratio = speedMps / Math.max(0.1, wishMps);
  const free = wishMps <= 0 && speedMps <= 0 ? 0 : Math.max(-b, a * (1 - ratio * ratio * ratio * ratio));
  if (gapM === Number.POSITIVE_INFINITY) return free;
  const wished =
    standGapM +
    Math.max(0, speedMps * timeGapS + (speedMps * (speedMps - leaderMps)) / (2 * Math.sqrt(a * b)));
  const share = wished / Math.max(0.1, gapM);
  return Math.max(-mostBrakingMps2, free - a * share * share);
}

/** Equilibrium gap behind a leader of the same speed (the paper's s_e). */
export function equilibriumGapM(driver: IdmDriver, speedMps: number, wishMps: number): number {
  const ratio = speedMps / wishMps;
  const free = 1 - ratio * ratio * ratio * ratio;
  return (driver.standGapM + driver.timeGapS * speedMps) / Math.sqrt(free);
}
