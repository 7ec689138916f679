/** Volume of a ball in n dimensions, by the recursion V_n = 2 pi r^2 / n * V_(n-2). */
export function ballVolume(dimension: number, radius: number): number {
  let volume = dimension % 2 === 0 ? 1 : 2 * radius;
  for (let n = dimension % 2 === 0 ? 2 : 3; n <= dimension; n += 2) {
    volume *= (2 * Math.PI * radius * radius) / n;
  }
  return volume;
}

/** Volume of the box [-1, 1]^n. */
export function boxVolume(dimension: number): number {
  return power(2, dimension);
}

/**
 * How likely the sum of n numbers, uniform in [0, 1], is at most s (Irwin 1927, Hall 1927). Exact to about
 * ten digits for small s; for s above n / 2 the terms cancel, so ask for the other tail.
 */
export function irwinHall(n: number, s: number): number {
  let sum = 0;
  let chosen = 1;
  for (let k = 0; k <= Math.floor(s); k++) {
    // (s - k)^n / n! factor by factor, so that nothing overflows.
    let term = chosen;
    for (let i = 1; i <= n; i++) term *= (s - k) / i;
    sum += k % 2 === 0 ? term : -term;
    chosen = (chosen * (n - k)) / (k + 1);
  }
  return sum;
}

/**
 * How likely the sum of numbers uniform in [0, w_i] is at most s: that of Irwin and Hall with weights, a term for
 * each subset (Barrow and Smith 1979). For s above half of all weights the terms cancel: ask for the other tail.
 */
export function weightedSumBelow(weights: readonly number[], s: number): number {
  const term = (i: number, left: number, sign: number): number => {
    if (left <= 0) return 0;
    if (i < weights.length)
      return term(i + 1, left, sign) + term(i + 1, left - (weights[i] as number), -sign);
    // left^n / (n! w_1 ... w_n) factor by factor, so that nothing overflows.
    return weights.reduce((product, weight, k) => (product * left) / ((k + 1) * weight), sign);
  };
  return term(0, s, 1);
}

/** A whole power without Math.pow, whose last bit differs between versions of V8. */
export function power(x: number, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= x;
  return product;
}
