import type { Mover } from '../../scene/picture.ts';
import { posedVariant } from '../../scene/poses.ts';
import type { ActorKind, ActorSpec } from '../../world/traffic/actor.ts';
import { ABSENT_M } from '../../world/traffic/traffic.ts';
import { placeAt } from '../../world/traffic/way.ts';

/** Metres of one double step, or of one turn of the pedals. */
const CYCLE_M: Readonly<Record<ActorKind, number | null>> = { car: null, pedestrian: 1.4, cyclist: 5 };

/** An actor as it is drawn, from its two numbers in the trace; null while it is not in the town. */
export function actorMover(actor: ActorSpec, alongM: number, speedMps: number): Mover | null {
  if (alongM === ABSENT_M) return null;
  const { id, kind, variant, path } = actor;
  const cycleM = CYCLE_M[kind];
  return {
    id,
    kind,
    variant: cycleM === null ? variant : posedVariant(variant, speedMps > 0.05, alongM, cycleM),
    ...placeAt(path, alongM, { xM: 0, yM: 0, headingRad: 0 }),
    zM: 0,
    pitchRad: 0,
    rollRad: 0,
  };
}
