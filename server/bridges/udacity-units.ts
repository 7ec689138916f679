import type { Reply, Sight } from '../../agents/index.ts';
import { encodeJpeg } from '../encode/jpeg.ts';

/** The picture that every published drive.py expects. */
export const UDACITY_CAMERA = {
  widthPx: 320,
  heightPx: 160,
  rgb: true,
  depth: false,
  semantic: false,
} as const;

/** Wheel angle at steering 1 in the Udacity simulator; positive is right there. */
const UDACITY_LOCK_DEG = 25;
/** Wheel angle at steer 1 of the driving tasks; positive is left. */
const OUR_LOCK_DEG = 35;
const MPH_PER_MPS = 2.23693629;

/** What a program asked of the car, in its own units. */
export interface Control {
  /** -1 full left to 1 full right. */
  readonly steering: number;
  /** -1 full brake to 1 full gas. */
  readonly throttle: number;
}

/** The data of a `telemetry` event, all of it text. */
export type Telemetry = Readonly<Record<'steering_angle' | 'throttle' | 'speed' | 'image', string>>;

/** The program's first telemetry shows a car that nobody has touched. */
export const AT_REST: Control = { steering: 0, throttle: 0 };

/** What the Udacity simulator would send; `last` is what the program asked for a step ago. */
export function telemetryOf({ frame, speedMps }: Sight, last: Control): Telemetry {
  const rgb = frame?.rgb;
  if (frame === null || rgb === undefined || rgb === null) throw new RangeError('telemetry needs a picture');
  return {
    // In degrees, as set: that simulator's wheels turn at once. Its throttle shows gas only.
    steering_angle: decimal(last.steering * UDACITY_LOCK_DEG),
    throttle: decimal(Math.max(0, last.throttle)),
    speed: decimal(speedMps * MPH_PER_MPS),
    image: Buffer.from(encodeJpeg(rgb, frame)).toString('base64'),
  };
}

/** Reads a `steer` event's data: numbers as text with a decimal point, or plain numbers. */
export function controlOf(data: unknown): Control | { readonly fault: string } {
  if (typeof data !== 'object' || data === null) {
    return { fault: `steer holds ${show(data)}, not {steering_angle, throttle}` };
  }
  const { steering_angle, throttle } = data as { steering_angle?: unknown; throttle?: unknown };
  const steering = numberOf('steering_angle', steering_angle);
  if (typeof steering !== 'number') return steering;
  const push = numberOf('throttle', throttle);
  if (typeof push !== 'number') return push;
  return { steering: clip(steering), throttle: clip(push) };
}

/** The same in ours: steer, gas, brake. Equal angles of the wheels, not equal shares of the lock. */
export function actionOf({ steering, throttle }: Control): Extract<Reply, { action: unknown }> {
  const steer = (-steering * UDACITY_LOCK_DEG) / OUR_LOCK_DEG;
  return { action: [steer, Math.max(0, throttle), Math.max(0, -throttle)] };
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

function numberOf(field: string, value: unknown): number | { readonly fault: string } {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && NUMBER.test(value) && Number.isFinite(Number(value))) return Number(value);
  const comma = typeof value === 'string' && /^\s*[+-]?\d*,\d+\s*$/.test(value);
  const expected = comma ? 'a decimal point, not a comma' : 'a finite number, as text or not';
  return { fault: `steer's ${field} is ${show(value)}; expected ${expected}` };
}

function clip(value: number): number {
  return Math.min(1, Math.max(-1, value));
}

/** Four decimals as that simulator writes them, without a minus before zero. */
function decimal(value: number): string {
  return value.toFixed(4).replace(/^-(0\.0+)$/, '$1');
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
