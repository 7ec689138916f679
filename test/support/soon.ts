import { expect } from 'vitest';

/** Waits for something to become true, long enough for a machine that has other things to do. */
export function soon<T>(look: () => T | Promise<T>) {
  return expect.poll(look, { timeout: 30_000, interval: 20 });
}
