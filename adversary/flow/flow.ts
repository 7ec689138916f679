import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Mlp } from '../mlp.ts';
import { type Gradients, Perceptron } from '../nets/perceptron.ts';
import { Coupling } from './coupling.ts';

/** A point on the very face of the box lies infinitely far away: it is taken this much inwards. */
const EDGE = 1e-9;

/**
 * A normalising flow on the box: a base of independent logistics goes through couplings and a tanh. With
 * couplings that do nothing that is the uniform distribution. Its density is exact.
 */
export class Flow {
  readonly dimension: number;
  readonly #couplings: readonly Coupling[];

  constructor(nets: readonly Perceptron[]) {
    const [first] = nets;
    if (first === undefined) throw new RangeError('a flow needs at least one coupling');
    this.dimension = first.sizes[0] as number;
    this.#couplings = nets.map((net, k) => new Coupling(net, k));
  }

  /** A flow that does nothing yet. */
  static uniform(dimension: number, couplings: number, hidden: number, rng: Rng): Flow {
    return new Flow(
      Array.from({ length: couplings }, () => new Perceptron([dimension, hidden, 2 * dimension], rng, 0)),
    );
  }

  static of(nets: readonly Mlp[]): Flow {
    const [sizes] = nets.map((net) => net.sizes);
    const fits = nets.every(({ sizes: [d, , out], sizes: all }) => {
      return all.length === 3 && d === sizes?.[0] && out === 2 * (d as number);
    });
    if (!fits || sizes === undefined) {
      throw new FaultscapeError('data', 'The networks of a flow do not fit together.', {
        expected: 'one or more of widths d, hidden, 2 d',
        got: nets.map((net) => net.sizes.join('-')).join(', ') || 'none',
      });
    }
    return new Flow(
      nets.map((net) => {
        const perceptron = new Perceptron(net.sizes, new Rng(0, 'flow'));
        perceptron.parameters.forEach((values, k) => {
          values.set(net.parameters[k] as Float32Array);
        });
        return perceptron;
      }),
    );
  }

  get parameters(): readonly Float64Array[] {
    return this.#couplings.flatMap(({ net }) => net.parameters);
  }

  toMlps(): readonly Mlp[] {
    return this.#couplings.map(({ net }) => net.toMlp());
  }

  draw(rng: Rng): Point {
    const z = Float64Array.from({ length: this.dimension }, () => Math.atanh(2 * rng.float() - 1 + EDGE / 2));
    let y: Float64Array = z;
    for (const coupling of this.#couplings) y = coupling.push(y, 1);
    return Array.from(y, Math.tanh);
  }

  /** Logarithm of the density at each point over that of the uniform distribution: 0 where they are equal. */
  logRatios(points: readonly Point[]): Float64Array {
    const y = toLine(points);
    let z = y;
    const logs = new Float64Array(points.length);
    for (const coupling of [...this.#couplings].reverse()) {
      const { before, stretch } = coupling.pull(z, points.length);
      addRows(logs, stretch, -1);
      z = before;
    }
    // Density of y over that of a uniform point's y: both logistic, and the tanh cancels out.
    addRows(logs, z.map(logLogistic), 1);
    addRows(logs, y.map(logLogistic), -1);
    return logs;
  }

  /** The mean of minus the log density of the points, up to a constant, and its gradient. */
  loss(points: readonly Point[]): { readonly loss: number; readonly gradients: Gradients } {
    const rows = points.length;
    const weights = new Float64Array(rows).fill(1 / rows);
    const reversed = [...this.#couplings].reverse();
    const passes = [];
    let z = toLine(points);
    let loss = 0;
    for (const coupling of reversed) {
      const pass = coupling.pull(z, rows);
      loss += pass.stretch.reduce((sum, s) => sum + s, 0) / rows;
      passes.push(pass);
      z = pass.before;
    }
    loss -= z.reduce((sum, value) => sum + logLogistic(value), 0) / rows;
    // The derivative of log cosh is tanh.
    let gradient: Float64Array = z.map((value) => (2 * Math.tanh(value)) / rows);
    const gradients = this.#couplings.map(({ net }) => net.zeros());
    for (let k = 0; k < passes.length; k++) {
      const pass = passes[passes.length - 1 - k] as (typeof passes)[number];
      gradient = (this.#couplings[k] as Coupling).backward(
        pass,
        gradient,
        weights,
        gradients[k] as Gradients,
      );
    }
    return { loss, gradients: gradients.flat() };
  }
}

/** Logarithm of sech^2(z) / 2, without overflow. */
function logLogistic(z: number): number {
  const a = Math.abs(z);
  return Math.LN2 - 2 * a - 2 * Math.log1p(Math.exp(-2 * a));
}

function toLine(points: readonly Point[]): Float64Array {
  return Float64Array.from(
    points.flatMap((point) => point.map((x) => Math.atanh(Math.max(EDGE - 1, Math.min(1 - EDGE, x))))),
  );
}

function addRows(logs: Float64Array, values: Float64Array, sign: number): void {
  const d = values.length / logs.length;
  values.forEach((value, at) => {
    const row = Math.floor(at / d);
    logs[row] = (logs[row] as number) + sign * value;
  });
}
