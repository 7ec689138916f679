import type { Intent } from './controls.ts';

/** What is read of a pad; the browser's `Gamepad` is one. */
export interface Pad {
  readonly connected: boolean;
  readonly axes: readonly number[];
  readonly buttons: readonly { readonly pressed: boolean; readonly value: number }[];
}

/** A stick at rest is never quite at 0. */
export const DEAD_ZONE = 0.12;

/** Places in the browser's standard layout: the lower face button, the right-hand one, the triggers. */
const LOWER_BUTTON = 0;
const RIGHT_BUTTON = 1;
const LEFT_TRIGGER = 6;
const RIGHT_TRIGGER = 7;
const CROSS_LEFT = 14;
const CROSS_RIGHT = 15;

/** The pads that a person has touched. Pages that did not come from a safe address may not ask. */
export function touchedPads(): readonly (Gamepad | null)[] {
  return (navigator as Partial<Navigator>).getGamepads?.() ?? [];
}

/**
 * Left stick or cross steers; right trigger or the lower button is gas, left trigger or the right-hand
 * button brakes. Null when no hand is on the pad.
 */
export function padIntent(pads: readonly (Pad | null)[]): Intent | null {
  for (const pad of pads) {
    if (pad === null || !pad.connected) continue;
    const stick = shaped(pad.axes[0] ?? 0);
    const cross = pressed(pad, CROSS_LEFT) - pressed(pad, CROSS_RIGHT);
    const intent: Intent = {
      steer: cross === 0 ? negative(stick) : cross,
      gas: Math.max(pressed(pad, RIGHT_TRIGGER), pressed(pad, LOWER_BUTTON)),
      brake: Math.max(pressed(pad, LEFT_TRIGGER), pressed(pad, RIGHT_BUTTON)),
      analogue: cross === 0,
    };
    if (intent.steer !== 0 || intent.gas > 0 || intent.brake > 0) return intent;
  }
  return null;
}

/** Nothing in the dead zone, then from 0 at its edge to 1, finer near the middle. */
export function shaped(axis: number): number {
  const beyond = (Math.abs(axis) - DEAD_ZONE) / (1 - DEAD_ZONE);
  if (!(beyond > 0)) return 0;
  const part = Math.min(1, beyond);
  return Math.sign(axis) * (0.5 * part + 0.5 * part * part);
}

/** Sticks count to the right, steering to the left; and there is no minus nothing. */
function negative(value: number): number {
  return value === 0 ? 0 : -value;
}

function pressed({ buttons }: Pad, place: number): number {
  const button = buttons[place];
  if (button === undefined) return 0;
  const value = Math.max(button.value, button.pressed ? 1 : 0);
  // A trigger's `pressed` comes early on some pads, so its value is what counts where it has one.
  return button.value > 0 && button.value < 1 ? button.value : value;
}
