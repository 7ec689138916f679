import { poseOf } from '../poses.ts';
import type { ShapePen } from '../shapes/shape-pen.ts';
import { addFigure, BODY, bend, both, type Figure, type Limb } from './figure.ts';
import type { Vec3 } from './mesh-builder.ts';
import { personOf } from './person.ts';

/** The figure's own measures are those of a person this tall. */
const TALL_M = 1.75;
/** A foot is set down this far ahead of the hips, and lifted as far behind them. */
const STEP_M = 0.35;
const LIFT_M = 0.13;
/** From the ankle to the end of the shoe. */
const TOES_M = 0.2;
const HIP_HALF_M = 0.09;
const SHOULDER_HALF_M = 0.185;
const HIP_M = 0.945;
const LEG_M = BODY.thighM + BODY.shinM - 0.005;

/** A person on foot about the ground between the feet, facing +x, standing or in one of the poses of walking. */
export function addPedestrian(pen: ShapePen, variant: number): void {
  const { look, phaseRad } = poseOf(variant);
  const person = personOf(look);
  addFigure(pen.within({ scale: person.heightM / TALL_M }), walking(phaseRad), person);
}

/** Joints at a phase of the double step: at 0 the left foot is set down ahead; null stands. */
export function walking(phaseRad: number | null): Figure {
  const feet = both((side) => footAt(phaseRad, side));
  // The hips sink so that the leg which stands reaches the ground.
  const spreadM = Math.max(...feet.filter(({ lifted }) => !lifted).map(({ aheadM }) => Math.abs(aheadM)));
  const hipZ = Math.min(HIP_M, BODY.ankleM + Math.sqrt(LEG_M * LEG_M - spreadM * spreadM));
  const pelvis: Vec3 = [0, 0, hipZ + 0.03];
  const lean = phaseRad === null ? 0 : 0.035;
  const neck: Vec3 = [lean, 0, hipZ + 0.54];
  const legs = both((side): Limb => {
    const { aheadM, upM } = feet[side === 1 ? 0 : 1] as Foot;
    const hip: Vec3 = [0, side * HIP_HALF_M, hipZ];
    const ankle: Vec3 = [aheadM, side * (HIP_HALF_M - 0.01), BODY.ankleM + upM];
    return [hip, bend(hip, ankle, BODY.thighM, BODY.shinM, [1, 0, 0.1]), ankle];
  });
  return {
    pelvis,
    neck,
    head: [neck[0] + 0.02, 0, neck[2] + 0.175],
    legs,
    toes: both((side) => {
      const { pitchRad } = feet[side === 1 ? 0 : 1] as Foot;
      return [Math.cos(pitchRad), Math.sin(pitchRad)] as const;
    }),
    arms: both((side) => arm(neck, side, phaseRad)),
  };
}

interface Foot {
  readonly aheadM: number;
  readonly upM: number;
  /** Toes up is positive. */
  readonly pitchRad: number;
  readonly lifted: boolean;
}

/** A foot goes back along the ground for one half of the double step and swings forward for the other. */
function footAt(phaseRad: number | null, side: 1 | -1): Foot {
  if (phaseRad === null) return { aheadM: 0.02 * side, upM: 0, pitchRad: 0, lifted: false };
  const turns = phaseRad / (2 * Math.PI) + (side === 1 ? 0 : 0.5);
  const share = turns - Math.floor(turns);
  if (share < 0.5) {
    const back = 4 * share - 1;
    return { aheadM: -STEP_M * back, upM: 0, pitchRad: back < -0.6 ? 0.2 : 0, lifted: false };
  }
  const forward = 4 * (share - 0.5) - 1;
  const pitchRad = 0.45 * forward - 0.35;
  const arcM = LIFT_M * Math.sqrt(Math.max(0, 1 - forward * forward));
  // The toes, last to leave the ground, stay above it.
  return {
    aheadM: STEP_M * forward,
    upM: Math.max(arcM, -TOES_M * Math.sin(pitchRad)),
    pitchRad,
    lifted: true,
  };
}

/** Arms swing against the legs. */
function arm(neck: Vec3, side: 1 | -1, phaseRad: number | null): Limb {
  const swing = phaseRad === null ? 0.04 : -0.5 * side * Math.cos(phaseRad);
  const shoulder: Vec3 = [neck[0] - 0.01, side * SHOULDER_HALF_M, neck[2] - 0.065];
  const elbow: Vec3 = [
    shoulder[0] + BODY.upperArmM * Math.sin(swing) * 0.9,
    shoulder[1] + side * 0.05,
    shoulder[2] - BODY.upperArmM * Math.cos(swing),
  ];
  const bent = swing + (phaseRad === null ? 0.12 : 0.45);
  return [
    shoulder,
    elbow,
    [
      elbow[0] + BODY.foreArmM * Math.sin(bent),
      elbow[1] + side * 0.005,
      elbow[2] - BODY.foreArmM * Math.cos(bent),
    ],
  ];
}
