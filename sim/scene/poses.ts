/**
 * Walkers and riders are drawn in one of a few poses, which their variant tells: pose 0 stands, the
 * others follow each other through one double step or one turn of the pedals.
 */
const MOVING_POSES = 8;
const POSES = MOVING_POSES + 1;

/** What a variant number of a pedestrian or cyclist says: who it is, and its place in the cycle or null. */
export function poseOf(variant: number): { readonly look: number; readonly phaseRad: number | null } {
  const pose = variant % POSES;
  return {
    look: Math.floor(variant / POSES),
    phaseRad: pose === 0 ? null : ((pose - 1) * 2 * Math.PI) / MOVING_POSES,
  };
}

/** The variant of a look that has come `alongM` with a double step or pedal turn of `cycleM`; standing if not moving. */
export function posedVariant(look: number, moves: boolean, alongM: number, cycleM: number): number {
  if (!moves) return look * POSES;
  const share = alongM / cycleM - Math.floor(alongM / cycleM);
  return look * POSES + 1 + (Math.floor(share * MOVING_POSES) % MOVING_POSES);
}
