import { FaultscapeError } from '../core/errors.ts';
import type { Axis, Point, Scene } from './axis.ts';
import { coordinateOf, hasPriors, relativeLogLikelihood, valueAt } from './prior.ts';

/**
 * A box of scenes: it maps points in [-1, 1]^d to scenes with units and back. Categories are
 * snapped here, at the edge, so that what is logged is what was run. Points drawn uniformly are scenes drawn
 * from the priors of the axes.
 */
export class Space {
  readonly name: string;
  readonly axes: readonly Axis[];

  constructor(name: string, axes: readonly Axis[]) {
    this.name = name;
    this.axes = axes;
  }

  get dimension(): number {
    return this.axes.length;
  }

  /** The scene at a point; coordinates outside [-1, 1] are clipped. Throws if one is not finite. */
  decode(point: Point): Scene {
    if (point.length !== this.dimension) {
      throw new FaultscapeError('data', `A point of space ${this.name} has the wrong length.`, {
        expected: `${this.dimension} coordinates (${this.axes.map((a) => a.name).join(', ')})`,
        got: `${point.length}`,
      });
    }
    const scene: Record<string, number | string> = {};
    this.axes.forEach((axis, i) => {
      scene[axis.name] = decodeCoordinate(axis, point[i] as number);
    });
    return scene;
  }

  /** The point of a scene. Throws the scene's problem if it has one. */
  encode(scene: Scene): Point {
    const problem = this.problem(scene);
    if (problem !== null) throw problem;
    return this.axes.map((axis) => encodeValue(axis, scene[axis.name] as number | string));
  }

  /** The point that `decode` really uses: clipped, with categories at the centre of their bin. */
  snap(point: Point): Point {
    return this.encode(this.decode(point));
  }

  /**
   * Log-likelihood of a point under the priors of the axes, less that of the likeliest point: 0 or below. Null where
   * no axis has a prior.
   */
  get logLikelihood(): ((point: Point) => number) | null {
    if (!hasPriors(this.axes)) return null;
    const relative = relativeLogLikelihood(this.axes);
    return (point) => relative(this.decode(point));
  }

  /** What is wrong with a scene, as an error that teaches, or null. */
  problem(scene: Scene): FaultscapeError | null {
    for (const name of Object.keys(scene)) {
      if (!this.axes.some((axis) => axis.name === name)) {
        return new FaultscapeError('data', `Space ${this.name} has no axis named ${name}.`, {
          expected: `only ${this.axes.map((a) => a.name).join(', ')}`,
          got: name,
        });
      }
    }
    for (const axis of this.axes) {
      const value = scene[axis.name];
      const error = axis.kind === 'continuous' ? rangeProblem(axis, value) : categoryProblem(axis, value);
      if (error !== null) return error;
    }
    return null;
  }
}

function decodeCoordinate(axis: Axis, coordinate: number): number | string {
  if (!Number.isFinite(coordinate)) {
    throw new FaultscapeError('data', `The coordinate of axis ${axis.name} is not a number.`, {
      expected: 'a finite number in [-1, 1]',
      got: String(coordinate),
    });
  }
  if (axis.kind === 'continuous') return valueAt(axis, coordinate);
  const unit = (Math.min(1, Math.max(-1, coordinate)) + 1) / 2;
  const bin = Math.min(axis.values.length - 1, Math.floor(unit * axis.values.length));
  return axis.values[bin] as string;
}

function encodeValue(axis: Axis, value: number | string): number {
  if (axis.kind === 'categorical') {
    return ((axis.values.indexOf(String(value)) + 0.5) / axis.values.length) * 2 - 1;
  }
  return coordinateOf(axis, value as number);
}

function rangeProblem(axis: Extract<Axis, { kind: 'continuous' }>, value: unknown): FaultscapeError | null {
  if (typeof value === 'number' && value >= axis.low && value <= axis.high) return null;
  return new FaultscapeError('data', `Axis ${axis.name} is out of its range.`, {
    expected: `a number from ${axis.low} to ${axis.high} ${axis.unit}`,
    got: value === undefined ? 'nothing' : String(value),
  });
}

function categoryProblem(
  axis: Extract<Axis, { kind: 'categorical' }>,
  value: unknown,
): FaultscapeError | null {
  if (typeof value === 'string' && axis.values.includes(value)) return null;
  return new FaultscapeError('data', `Axis ${axis.name} has no such value.`, {
    expected: `one of ${axis.values.join(', ')}`,
    got: value === undefined ? 'nothing' : String(value),
  });
}
