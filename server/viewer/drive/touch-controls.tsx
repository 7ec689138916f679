import { useRef } from 'preact/hooks';
import type { Hands } from './hands.ts';

/** A thumb this far from where it was put down holds the wheel at its full deflection. */
const FULL_PX = 70;

/** For two thumbs: a pad to steer on, wherever the thumb is put down, and two pedals. */
export function TouchControls({ hands }: { readonly hands: Hands }) {
  const from = useRef<number | null>(null);
  const steer = (to: number) => {
    hands.touch = { ...hands.touch, steer: to, analogue: true };
  };
  const lift = () => {
    from.current = null;
    steer(0);
  };
  const pedal = (name: 'gas' | 'brake') => {
    const press = (value: number) => {
      hands.touch = { ...hands.touch, [name]: value };
    };
    return {
      onPointerDown: (event: PointerEvent) => {
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        press(1);
      },
      onPointerUp: () => press(0),
      onPointerCancel: () => press(0),
      onLostPointerCapture: () => press(0),
      onContextMenu: (event: Event) => event.preventDefault(),
    };
  };
  return (
    <div class="touch" aria-hidden="true">
      <div
        class="touch-pad"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = event.clientX;
        }}
        onPointerMove={(event) => {
          if (from.current === null) return;
          const part = (from.current - event.clientX) / FULL_PX;
          steer(Math.min(1, Math.max(-1, part)));
        }}
        onPointerUp={lift}
        onPointerCancel={lift}
        onLostPointerCapture={lift}
      >
        steer
      </div>
      <div class="touch-pedal brake" {...pedal('brake')}>
        brake
      </div>
      <div class="touch-pedal gas" {...pedal('gas')}>
        gas
      </div>
    </div>
  );
}
