import { FaultscapeError } from '../core/errors.ts';
import { distanceM, type Point3 } from './closed-spline.ts';
import { type Gate, gateBottomM, gateParts, gateReachM } from './gate.ts';
import type { GateTrack } from './gate-track.ts';

/** What a track must keep to be flown. */
export interface TrackLimits {
  /** No drone of the task turns tighter at the least speed the clock allows. */
  readonly curvaturePerM: number;
  /** Parts of the track that are not neighbours stay this far apart. */
  readonly separationM: number;
  /** The steepest climb or dive, between the line and the level. */
  readonly slopeRad: number;
  /** Between any part of a gate's frame and the ground. */
  readonly gateAboveGroundM: number;
  /** Between the centre line and the legs of any gate but those it passes through. */
  readonly legClearanceM: number;
}

export const LEAST_ANCHOR_GAP_M = 4;

/** Why anchors cannot carry a track at all, or null. */
export function anchorProblem(anchors: readonly Point3[]): FaultscapeError | null {
  for (const [i, a] of anchors.entries()) {
    for (const [j, b] of anchors.entries()) {
      if (j <= i || distanceM(a, b) >= LEAST_ANCHOR_GAP_M) continue;
      return new FaultscapeError('data', `Anchors ${i + 1} and ${j + 1} are too near to each other.`, {
        expected: `anchors at least ${LEAST_ANCHOR_GAP_M} m apart`,
        got: `${distanceM(a, b).toFixed(2)} m`,
      });
    }
  }
  return null;
}

/**
 * Why a track cannot be flown, whoever flies, found without simulating it: a turn too sharp, a climb too
 * steep, a crossing or near miss of itself, gates that overlap, touch the ground, or stand in the way. Says
 * which and where. Null for a track that can be flown.
 */
export function gateTrackProblem(track: GateTrack, limits: TrackLimits): FaultscapeError | null {
  return (
    sharpTurn(track, limits) ??
    steepSlope(track, limits) ??
    selfCrossing(track, limits) ??
    gateOverlap(track) ??
    groundedGate(track, limits) ??
    standInTheWay(track, limits)
  );
}

function sharpTurn(track: GateTrack, { curvaturePerM }: TrackLimits): FaultscapeError | null {
  const i = indexOfMost(track.curvaturePerM);
  const worst = track.curvaturePerM[i] as number;
  if (worst <= curvaturePerM) return null;
  return new FaultscapeError('data', `The track turns too sharply ${place(track, i)}.`, {
    expected: `a radius of at least ${(1 / curvaturePerM).toFixed(2)} m everywhere`,
    got: `${(1 / worst).toFixed(2)} m`,
    hint: 'move the anchor near that place outwards',
  });
}

function steepSlope(track: GateTrack, { slopeRad }: TrackLimits): FaultscapeError | null {
  const slopes = Float64Array.from({ length: track.count }, (_, i) =>
    Math.abs(Math.asin(Math.max(-1, Math.min(1, track.tangent[3 * i + 2] as number)))),
  );
  const i = indexOfMost(slopes);
  const worst = slopes[i] as number;
  if (worst <= slopeRad) return null;
  return new FaultscapeError('data', `The track climbs or dives too steeply ${place(track, i)}.`, {
    expected: `at most ${degrees(slopeRad)} deg`,
    got: `${degrees(worst)} deg`,
    hint: 'bring the heights of neighbouring anchors closer together',
  });
}

/**
 * Two places of the track are neighbours while the way between them is shorter than the half circle that would
 * bring them `separationM` apart, and half of that again. All others must keep the distance.
 */
function selfCrossing(track: GateTrack, { separationM }: TrackLimits): FaultscapeError | null {
  const { count, stepM, xyzM } = track;
  const apart = Math.ceil((1.5 * Math.PI * separationM) / 2 / stepM);
  let nearest2 = separationM * separationM;
  let [a, b] = [-1, -1];
  for (let i = 0; i < count; i++) {
    const last = Math.min(count - 1, i + count - apart);
    for (let j = i + apart; j <= last; j++) {
      const dx = (xyzM[3 * j] as number) - (xyzM[3 * i] as number);
      const dy = (xyzM[3 * j + 1] as number) - (xyzM[3 * i + 1] as number);
      const dz = (xyzM[3 * j + 2] as number) - (xyzM[3 * i + 2] as number);
      const distance2 = dx * dx + dy * dy + dz * dz;
      if (distance2 >= nearest2) continue;
      nearest2 = distance2;
      [a, b] = [i, j];
    }
  }
  if (a < 0) return null;
  return new FaultscapeError(
    'data',
    `The track crosses itself or passes itself too near ${place(track, a)}.`,
    {
      expected: `parts of the track at least ${separationM} m apart`,
      got: `${Math.sqrt(nearest2).toFixed(2)} m from the part at ${(b * stepM).toFixed(1)} m`,
      hint: 'move the anchors of those two parts away from each other',
    },
  );
}

function gateOverlap({ gates }: GateTrack): FaultscapeError | null {
  for (const [i, a] of gates.entries()) {
    for (let j = i + 1; j < gates.length; j++) {
      const b = gates[j] as Gate;
      const least = gateReachM(a) + gateReachM(b);
      const apart = distanceM([a.xM, a.yM, a.zM], [b.xM, b.yM, b.zM]);
      if (apart >= least) continue;
      return new FaultscapeError('data', `Gates ${i + 1} and ${j + 1} overlap ${spot(a)}.`, {
        expected: `centres at least ${least.toFixed(2)} m apart`,
        got: `${apart.toFixed(2)} m`,
        hint: 'make the track longer there, or the gates smaller',
      });
    }
  }
  return null;
}

function groundedGate({ gates }: GateTrack, { gateAboveGroundM }: TrackLimits): FaultscapeError | null {
  for (const [i, gate] of gates.entries()) {
    const bottom = gateBottomM(gate);
    if (bottom >= gateAboveGroundM) continue;
    return new FaultscapeError('data', `Gate ${i + 1} is too near to the ground ${spot(gate)}.`, {
      expected: `a frame at least ${gateAboveGroundM} m above the ground`,
      got: `${bottom.toFixed(2)} m`,
      hint: 'raise the anchors near it',
    });
  }
  return null;
}

function standInTheWay(track: GateTrack, { legClearanceM }: TrackLimits): FaultscapeError | null {
  const { count, stepM, lengthM, xyzM, gates } = track;
  for (const [k, gate] of gates.entries()) {
    const ownAtM = (lengthM * (k + 1)) / gates.length;
    for (const { part, xM, yM, heightM } of gateParts(gate)) {
      if (part !== 'leg') continue;
      for (let i = 0; i < count; i++) {
        const awayM = Math.abs(i * stepM - ownAtM);
        if (Math.min(awayM, lengthM - awayM) < gateReachM(gate) + legClearanceM) continue;
        const [dx, dy] = [(xyzM[3 * i] as number) - xM, (xyzM[3 * i + 1] as number) - yM];
        const above = Math.max(0, (xyzM[3 * i + 2] as number) - heightM);
        const clearM = Math.sqrt(dx * dx + dy * dy + above * above);
        if (clearM >= legClearanceM) continue;
        return new FaultscapeError('data', `The stand of gate ${k + 1} is in the way ${place(track, i)}.`, {
          expected: `a line at least ${legClearanceM} m from it`,
          got: `${clearM.toFixed(2)} m`,
          hint: 'move the part of the track under that gate aside',
        });
      }
    }
  }
  return null;
}

function place({ stepM, xyzM }: GateTrack, i: number): string {
  const [x, y, z] = [xyzM[3 * i], xyzM[3 * i + 1], xyzM[3 * i + 2]] as [number, number, number];
  return `at ${(i * stepM).toFixed(1)} m, place (${x.toFixed(1)}, ${y.toFixed(1)}, ${z.toFixed(1)})`;
}

function spot({ xM, yM, zM }: Gate): string {
  return `at place (${xM.toFixed(1)}, ${yM.toFixed(1)}, ${zM.toFixed(1)})`;
}

function indexOfMost(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

function degrees(rad: number): string {
  return ((rad * 180) / Math.PI).toFixed(1);
}
