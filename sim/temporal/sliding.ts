/** Steps from so many away to so many, forward; `to` may be infinite. */
export interface Steps {
  readonly from: number;
  readonly to: number;
}

/**
 * At each step the greatest of what lies `from` to `to` steps ahead, cut at the end; of nothing it is -Infinity.
 * A queue of falling values, each step in and out of it once (Lemire 2006): linear in the steps, whatever the window.
 */
export function slidingMax(values: Float64Array, { from, to }: Steps): Float64Array {
  const n = values.length;
  const out = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
  const queue = new Int32Array(n);
  let [head, tail] = [0, 0];
  // Backwards, so that each step lets in one new value, at its near end.
  for (let t = n - 1 - from; t >= 0; t--) {
    const near = t + from;
    const value = values[near] as number;
    while (tail > head && (values[queue[tail - 1] as number] as number) <= value) tail--;
    queue[tail++] = near;
    while ((queue[head] as number) > t + to) head++;
    out[t] = values[queue[head] as number] as number;
  }
  return out;
}

/** The least in place of the greatest; of nothing it is Infinity. */
export function slidingMin(values: Float64Array, steps: Steps): Float64Array {
  return negated(slidingMax(negated(values), steps));
}

export function negated(values: Float64Array): Float64Array {
  return values.map((value) => -value);
}

/** The same backwards in time. */
export function reversed(values: Float64Array): Float64Array {
  return values.slice().reverse();
}
