import type { Gradients, Perceptron } from '../nets/perceptron.ts';

/**
 * The critic's loss with gradient penalty (Gulrajani et al., NIPS 2017, eq. 3): mean D(fake) - mean D(real) +
 * penalty mean (|slope of D at between| - 1)^2, each batch of `rows` points. Adds its gradient to `into`.
 */
export function criticLoss(
  critic: Perceptron,
  { real, fake, between }: { real: Float64Array; fake: Float64Array; between: Float64Array },
  rows: number,
  penalty: number,
  into: Gradients,
): number {
  let loss = 0;
  for (const [batch, sign] of [
    [fake, 1],
    [real, -1],
  ] as const) {
    const layers = critic.forward(batch, rows);
    loss += sign * mean(layers.at(-1) as Float64Array);
    critic.backward(layers, new Float64Array(rows).fill(sign / rows), rows, into);
  }
  const layers = critic.forward(between, rows);
  const slopes = critic.backward(layers, new Float64Array(rows).fill(1), rows, null);
  const d = slopes.length / rows;
  const u = new Float64Array(slopes.length);
  for (let row = 0; row < rows; row++) {
    let square = 0;
    for (let i = 0; i < d; i++) square += (slopes[row * d + i] as number) * (slopes[row * d + i] as number);
    const length = Math.sqrt(square);
    loss += (penalty * (length - 1) * (length - 1)) / rows;
    // The derivative of the penalty by the slope; a slope of zero has no direction to grow in.
    const scale = length === 0 ? 0 : (2 * penalty * (length - 1)) / length / rows;
    for (let i = 0; i < d; i++) u[row * d + i] = scale * (slopes[row * d + i] as number);
  }
  critic.backwardOfSlope(layers, u, rows, into);
  return loss;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
