import { GATE_BAR_M, type Gate, type GatePart, gateParts } from '../../geometry/gate.ts';
import type { GateTrack } from '../../geometry/gate-track.ts';
import type { Stage } from '../../scene/picture.ts';
import type { Standing } from '../../sensors/standing.ts';
import { stageSolids } from '../driving/stage-solids.ts';

/** What a drone's lidar can see: what stands about the course, and its gates. */
export function uavSolids({ items }: Stage, { gates }: GateTrack): Standing[] {
  return [...stageSolids(items), ...gates.flatMap(gateSolids)];
}

/**
 * A gate as upright boxes. The bars of a rolled gate are cut into pieces about as long as they are thick, each of
 * which stands upright: up to a roll of 20 degrees no corner is farther off than a quarter of a bar's thickness.
 */
export function gateSolids(gate: Gate): Standing[] {
  return gateParts(gate).flatMap((part) => (part.rollRad === 0 ? [upright(part)] : pieces(part)));
}

function upright({ xM, yM, zM, headingRad, lengthM, widthM, heightM }: GatePart): Standing {
  return { shape: 'box', xM, yM, headingRad, lengthM, widthM, heightM, bottomM: zM - heightM / 2 };
}

function pieces(part: GatePart): Standing[] {
  const { xM, yM, zM, headingRad, rollRad, widthM, heightM } = part;
  const level = widthM > heightM;
  const longM = Math.max(widthM, heightM);
  const count = Math.ceil(longM / GATE_BAR_M);
  const pieceM = longM / count;
  // Where the long side leads: to the left and up.
  const [left, up] = level ? [Math.cos(rollRad), Math.sin(rollRad)] : [-Math.sin(rollRad), Math.cos(rollRad)];
  return Array.from({ length: count }, (_, i) => {
    const along = (i + 0.5) * pieceM - longM / 2;
    return upright({
      ...part,
      xM: xM - Math.sin(headingRad) * left * along,
      yM: yM + Math.cos(headingRad) * left * along,
      zM: zM + up * along,
      widthM: level ? pieceM : widthM,
      heightM: level ? heightM : pieceM,
    });
  });
}
