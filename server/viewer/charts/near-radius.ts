import { type Signal, signal } from '@preact/signals';

const radii = new Map<number, Signal<number | null>>();

/**
 * The radius within which two scenes count as near, as the report has it; null until it is known.
 * It is estimated from a hundred thousand pairs, so a worker does that and no frame waits for it.
 */
export function nearRadius(dimension: number): Signal<number | null> {
  const known = radii.get(dimension);
  if (known !== undefined) return known;
  const radius = signal<number | null>(null);
  radii.set(dimension, radius);
  const worker = new Worker(new URL('./near-radius-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<number>) => {
    radius.value = data;
    worker.terminate();
  };
  worker.postMessage(dimension);
  return radius;
}
