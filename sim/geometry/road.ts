/** A place on the ground: x east, y north, metres. */
export type PointM = readonly [number, number];

/**
 * A two-lane road: its centre line, point by point, and how far the asphalt reaches to either side
 * there. Traffic keeps right. Points lie about a metre apart.
 */
export interface Road {
  readonly centre: readonly PointM[];
  /** At each point; 0 where there is no lane against the traffic. */
  readonly leftM: readonly number[];
  /** At each point; the right lane is all that lies right of the centre line. */
  readonly rightM: readonly number[];
  /** True if it ends where it begins. */
  readonly closed: boolean;
}

/** A road of even width. */
export function evenRoad(centre: readonly PointM[], laneWidthM: number): Road {
  const widths = centre.map(() => laneWidthM);
  return { centre, leftM: widths, rightM: widths, closed: false };
}

/**
 * Unit-speed sideways vectors, to the left, at each point of a line: mitred, so that lines at a
 * constant distance stay parallel. x0, y0, x1, y1, ...
 */
export function leftVectors(line: readonly PointM[]): Float64Array {
  const vectors = new Float64Array(line.length * 2);
  const last = line.length - 1;
  const side = (i: number): PointM => {
    const [ax, ay] = line[i] as PointM;
    const [bx, by] = line[i + 1] as PointM;
    const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    return [-(by - ay) / length, (bx - ax) / length];
  };
  for (let i = 0; i <= last; i++) {
    const before = side(Math.max(0, i - 1));
    const after = side(Math.min(last - 1, i));
    const x = (before[0] + after[0]) / 2;
    const y = (before[1] + after[1]) / 2;
    // At a hairpin's tip a mitre would reach out without end.
    const squared = Math.max(0.25, x * x + y * y);
    vectors[2 * i] = x / squared;
    vectors[2 * i + 1] = y / squared;
  }
  return vectors;
}

/** A line at a distance to the left of another, which may differ from point to point. */
export function besideLine(line: readonly PointM[], leftM: readonly number[]): PointM[] {
  const left = leftVectors(line);
  return line.map(([x, y], i) => {
    const out = leftM[i] as number;
    return [x + (left[2 * i] as number) * out, y + (left[2 * i + 1] as number) * out];
  });
}

export function lineLengthM(line: readonly PointM[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i++) {
    const [ax, ay] = line[i - 1] as PointM;
    const [bx, by] = line[i] as PointM;
    length += Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
  }
  return length;
}

/** The same road with a point every `stepM` or a little less, by straight lines between its points. */
export function resampleRoad(road: Road, stepM: number): Road {
  const { centre, leftM, rightM, closed } = road;
  const length = lineLengthM(centre);
  const parts = Math.max(1, Math.ceil(length / stepM - 1e-9));
  const points: PointM[] = [];
  const left: number[] = [];
  const right: number[] = [];
  let i = 0;
  let passedM = 0;
  let pieceM = lineLengthM(centre.slice(0, 2));
  for (let k = 0; k <= parts; k++) {
    const atM = (length * k) / parts;
    while (i < centre.length - 2 && passedM + pieceM < atM) {
      passedM += pieceM;
      i++;
      pieceM = lineLengthM(centre.slice(i, i + 2));
    }
    const t = pieceM > 0 ? Math.min(1, (atM - passedM) / pieceM) : 0;
    const mix = (a: number, b: number) => a + (b - a) * t;
    const [ax, ay] = centre[i] as PointM;
    const [bx, by] = centre[i + 1] as PointM;
    points.push([mix(ax, bx), mix(ay, by)]);
    left.push(mix(leftM[i] as number, leftM[i + 1] as number));
    right.push(mix(rightM[i] as number, rightM[i + 1] as number));
  }
  return { centre: points, leftM: left, rightM: right, closed };
}
