import type { Observation } from '../../sim/agent.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { FlightState } from '../uav-pd/follow-line.ts';
import { IMAGE, INSTRUMENTS } from './pilot-net.ts';

const FULL_SPEED_MPS = 8;
const FULL_RATE_RADPS = 2;

/** The motion that the inertial unit shows, in the level frame that turns with the nose. */
export function flightStateOf({ readings }: Observation): FlightState {
  const [ahead, left, up] = reading(readings, 'bodyVelocityMps', 3) as unknown as [number, number, number];
  const [rollRad, pitchRad] = reading(readings, 'attitudeRad', 2) as unknown as [number, number];
  const [cr, sr] = [Math.cos(rollRad), Math.sin(rollRad)];
  const [cp, sp] = [Math.cos(pitchRad), Math.sin(pitchRad)];
  const upright = sr * left + cr * up;
  return {
    velocityMps: [cp * ahead - sp * upright, cr * left - sr * up, sp * ahead + cp * upright],
    rollRad,
    pitchRad,
  };
}

/** Writes what the instruments show as the network's inputs. */
export function writeInstruments(seen: Observation, into: Float32Array, offset: number): void {
  const { velocityMps, rollRad, pitchRad } = flightStateOf(seen);
  const rates = reading(seen.readings, 'bodyRateRadps', 3);
  for (let k = 0; k < 3; k++) {
    into[offset + k] = (velocityMps[k] as number) / FULL_SPEED_MPS;
    into[offset + 5 + k] = (rates[k] as number) / FULL_RATE_RADPS;
  }
  into[offset + 3] = rollRad;
  into[offset + 4] = pitchRad;
}

/** The picture of an observation, if it is one that the network takes. */
export function pictureOf({ frame, seat }: Observation): Uint8Array {
  const rgb = frame?.rgb;
  if (rgb?.length === IMAGE.values && frame?.widthPx === IMAGE.widthPx) return rgb;
  throw new FaultscapeError('agent', `Agent uav-vision got no fitting picture in seat ${seat}.`, {
    expected: `RGB, ${IMAGE.widthPx} x ${IMAGE.heightPx}`,
    got: frame === null ? 'no frame' : `${frame.widthPx} x ${frame.heightPx}, ${rgb?.length ?? 0} values`,
  });
}

function reading(readings: Observation['readings'], name: string, length: number): ArrayLike<number> {
  const found = readings?.[name];
  if (found?.length === length) return found;
  throw new FaultscapeError('agent', `Agent uav-vision was not shown ${name}.`, {
    expected: `the ${INSTRUMENTS} numbers of a racing task's inertial unit`,
    got: readings === undefined ? 'no readings' : Object.keys(readings).join(', '),
  });
}
