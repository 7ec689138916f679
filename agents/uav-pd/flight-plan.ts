/** How fast the agent flies: top speed, and accelerations it allows itself. */
export const SPEED_PROFILE = {
  topMps: 8,
  /** Across the line, in turns. */
  turnMps2: 6,
  brakeMps2: 4,
  takeUpMps2: 5,
} as const;

/** A closed line to follow, with a speed at each of its evenly spaced samples. */
export interface FlightPlan {
  readonly count: number;
  readonly stepM: number;
  readonly xyzM: Float64Array;
  readonly speedMps: Float64Array;
}

/**
 * The speed profile of a closed line: in turns as fast as the acceleration across allows, and never faster
 * than braking for the next turn, or taking up speed from the last, permits.
 */
export function planFlight(line: Float64Array): FlightPlan {
  const xyzM = line.slice();
  const count = xyzM.length / 3;
  let lengthM = 0;
  for (let i = 0; i < count; i++) lengthM += chordM(xyzM, i, (i + 1) % count);
  const stepM = lengthM / count;
  const { topMps, turnMps2, brakeMps2, takeUpMps2 } = SPEED_PROFILE;
  const speedMps = Float64Array.from({ length: count }, (_, i) =>
    Math.min(topMps, Math.sqrt(turnMps2 / Math.max(1e-6, curvaturePerM(xyzM, i)))),
  );
  // Twice round, so that the last turn's brake reaches back over the line's start.
  for (let i = 2 * count - 1; i >= 0; i--) slow(speedMps, i % count, (i + 1) % count, 2 * brakeMps2 * stepM);
  for (let i = 0; i < 2 * count; i++) slow(speedMps, (i + 1) % count, i % count, 2 * takeUpMps2 * stepM);
  return { count, stepM, xyzM, speedMps };
}

/** No faster at `i` than what at `by` can become of it, when the speed's square changes by `most`. */
function slow(speedMps: Float64Array, i: number, by: number, most: number): void {
  const near = speedMps[by] as number;
  speedMps[i] = Math.min(speedMps[i] as number, Math.sqrt(near * near + most));
}

function chordM(xyz: Float64Array, i: number, j: number): number {
  const x = (xyz[3 * j] as number) - (xyz[3 * i] as number);
  const y = (xyz[3 * j + 1] as number) - (xyz[3 * i + 1] as number);
  const z = (xyz[3 * j + 2] as number) - (xyz[3 * i + 2] as number);
  return Math.sqrt(x * x + y * y + z * z);
}

/** Of the circle through a sample and its two neighbours (Menger). */
function curvaturePerM(xyz: Float64Array, i: number): number {
  const count = xyz.length / 3;
  const [before, after] = [(i + count - 1) % count, (i + 1) % count];
  const [a, b, c] = [chordM(xyz, before, i), chordM(xyz, i, after), chordM(xyz, before, after)];
  const half = (a + b + c) / 2;
  const area2 = Math.max(0, half * (half - a) * (half - b) * (half - c));
  return (4 * Math.sqrt(area2)) / (a * b * c);
}
