import type { CameraRig } from './camera-rig.ts';

const TURN_PER_PX = 0.006;
const TURN_PER_KEY = 0.09;
const ZOOM_PER_KEY = 1.12;
const ZOOM_PER_WHEEL_PX = 0.0012;

const KEYS: Readonly<Record<string, (rig: CameraRig) => void>> = {
  ArrowLeft: (rig) => rig.turn(TURN_PER_KEY, 0),
  ArrowRight: (rig) => rig.turn(-TURN_PER_KEY, 0),
  ArrowUp: (rig) => rig.turn(0, TURN_PER_KEY),
  ArrowDown: (rig) => rig.turn(0, -TURN_PER_KEY),
  '+': (rig) => rig.zoom(1 / ZOOM_PER_KEY),
  '=': (rig) => rig.zoom(1 / ZOOM_PER_KEY),
  '-': (rig) => rig.zoom(ZOOM_PER_KEY),
  '0': (rig) => rig.reset(),
};

/**
 * Turns a rig by drag, pinch, wheel and, while the view has the focus, keys. The wheel zooms
 * only after a press on the picture and until the pointer leaves it, so that a page can be
 * scrolled across it. Returns how to stop listening.
 */
export function steerRig(view: HTMLElement, rig: CameraRig): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const pointers = new Map<number, { x: number; y: number }>();
  let engaged = false;

  view.addEventListener(
    'pointerdown',
    (event) => {
      engaged = true;
      view.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    options,
  );
  view.addEventListener(
    'pointermove',
    (event) => {
      const held = pointers.get(event.pointerId);
      if (held === undefined) return;
      const at = { x: event.clientX, y: event.clientY };
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other === undefined) {
        rig.turn(-(at.x - held.x) * TURN_PER_PX, (at.y - held.y) * TURN_PER_PX);
      } else {
        const before = Math.hypot(held.x - other.x, held.y - other.y);
        const after = Math.hypot(at.x - other.x, at.y - other.y);
        if (before > 10 && after > 10) rig.zoom(before / after);
      }
      pointers.set(event.pointerId, at);
    },
    options,
  );
  for (const end of ['pointerup', 'pointercancel'] as const) {
    view.addEventListener(end, ({ pointerId }) => pointers.delete(pointerId), options);
  }
  view.addEventListener('pointerleave', () => (engaged = false), options);
  // Focus is for keys: a drag must not take the arrow keys away from the player.
  view.addEventListener('mousedown', (event) => event.preventDefault(), options);
  view.addEventListener(
    'wheel',
    (event) => {
      if (!engaged && !event.ctrlKey) return;
      event.preventDefault();
      rig.zoom(Math.exp(event.deltaY * ZOOM_PER_WHEEL_PX * (event.ctrlKey ? 6 : 1)));
    },
    { ...options, passive: false },
  );
  view.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const act = KEYS[event.key];
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      act(rig);
    },
    options,
  );
  return () => stop.abort();
}
