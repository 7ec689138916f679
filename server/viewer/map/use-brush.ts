import { useRef } from 'preact/hooks';
import type { Place } from './nearest.ts';

/** A press that moves less is a click. */
const CLICK_PX = 5;

export interface BrushActions {
  /** Called while a brush is drawn, with both its corners; may be called often. */
  brush(from: Place, to: Place): void;
  click(at: Place, isTouch: boolean): void;
  hover(at: Place | null): void;
}

/** Pointer handlers that tell a click from a brush, for mouse, pen and finger alike. */
export function useBrush({ brush, click, hover }: BrushActions) {
  const from = useRef<Place | null>(null);
  const brushing = useRef(false);
  const placeIn = (event: PointerEvent): Place => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      from.current = placeIn(event);
      brushing.current = false;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent) {
      const at = placeIn(event);
      const start = from.current;
      if (start === null) {
        if (event.pointerType !== 'touch') hover(at);
        return;
      }
      if (!brushing.current && Math.hypot(at.x - start.x, at.y - start.y) < CLICK_PX) return;
      brushing.current = true;
      hover(null);
      brush(start, at);
    },
    onPointerUp(event: PointerEvent) {
      const start = from.current;
      from.current = null;
      if (start !== null && !brushing.current) click(placeIn(event), event.pointerType === 'touch');
    },
    /** The browser took the finger's movement for scrolling. */
    onPointerCancel() {
      from.current = null;
    },
    onPointerLeave() {
      hover(null);
    },
  };
}
