/** Time, handed in so that a test need not wait for it. */
export interface Clock {
  nowMs(): number;
  /** Calls back after some time; returns what calls it off. */
  after(ms: number, then: () => void): () => void;
}

export const REAL_CLOCK: Clock = {
  nowMs: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
