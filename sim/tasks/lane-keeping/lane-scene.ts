import { FaultscapeError } from '../../core/errors.ts';
import { curvaturePoints } from '../../geometry/curvature-road.ts';
import type { PointM } from '../../geometry/road.ts';
import { SBFT } from '../../geometry/sbft.ts';
import type { ContinuousAxis, Scene } from '../../space/axis.ts';
import { Space } from '../../space/space.ts';
import { EXTENDED_SPACE, NOMINAL_SCENE } from '../driving/driving-scene.ts';

const SEGMENTS = 5;
const SEGMENT_M = 30;
/** Nearly the sharpest bend that the competition's rules let pass (a radius of 14.3 m). */
const MAX_CURVATURE_PER_M = 0.07;
/** The nominal road runs straight to the north through the middle of the map. */
const MIDDLE_M = SBFT.mapSizeM / 2;
const START_Y_M = MIDDLE_M - (SEGMENTS * SEGMENT_M) / 2;
const SIDEWAYS_M = 20;
const FORWARD_M = 10;

const numbers = Array.from({ length: SEGMENTS }, (_, i) => i + 1);

const CURVATURE_AXES: readonly ContinuousAxis[] = numbers.map((i) => ({
  kind: 'continuous',
  name: `curvature${i}PerM`,
  unit: '1/m',
  low: -MAX_CURVATURE_PER_M,
  high: MAX_CURVATURE_PER_M,
  description: `curvature of the road's stretch ${i} of ${SEGMENTS}, ${SEGMENT_M} m each; positive turns left`,
}));

const POINT_AXES: readonly ContinuousAxis[] = numbers.flatMap((i) => {
  const point = (side: 'X' | 'Y', middle: number, reach: number): ContinuousAxis => ({
    kind: 'continuous',
    name: `point${i}${side}M`,
    unit: 'm',
    low: middle - reach,
    high: middle + reach,
    description: `${side === 'X' ? 'east' : 'north'} of control point ${i} of ${SEGMENTS}, which the road's curve leads through`,
  });
  return [point('X', MIDDLE_M, SIDEWAYS_M), point('Y', START_Y_M + i * SEGMENT_M, FORWARD_M)];
});

/** Five curvatures a road, as in WOGAN's experiment; stretches and range are ours. */
export const CURVATURE_SPACE = new Space('curvature', CURVATURE_AXES);
/** The road's curve leads from (100, 25) through five points. */
export const CONTROL_POINT_SPACE = new Space('control-points', POINT_AXES);
/** The road by its curvatures, and camera, weather and looks. */
export const LANE_EXTENDED_SPACE = new Space('extended', [...CURVATURE_AXES, ...EXTENDED_SPACE.axes]);

const { weather: _, ...NOMINAL_LOOKS } = NOMINAL_SCENE;

/** Camera, weather and looks of the nominal scene. */
export const NOMINAL_ON_ROAD: Scene = NOMINAL_LOOKS;

/** A straight road, in the axes of every space. */
export const NOMINAL_LANE_SCENE: Scene = {
  ...Object.fromEntries([...CURVATURE_AXES, ...POINT_AXES].map((axis) => [axis.name, straight(axis)])),
  ...NOMINAL_LOOKS,
};

function straight({ low, high }: ContinuousAxis): number {
  return (low + high) / 2;
}

/** A scene's part that is no road: camera, weather, looks. */
export function looksOf(scene: Scene): Scene {
  const road = new Set([...CURVATURE_AXES, ...POINT_AXES].map((axis) => axis.name));
  return Object.fromEntries(Object.entries(scene).filter(([name]) => !road.has(name)));
}

/**
 * The road points of a scene: along its curvatures, or through its control points where one of them
 * is off the nominal road. Throws an error of kind `data` for a scene with bends of both kinds.
 */
export function roadPointsOf(scene: Scene): PointM[] {
  const bent = (axes: readonly ContinuousAxis[]) =>
    axes.filter((axis) => scene[axis.name] !== undefined && scene[axis.name] !== straight(axis));
  const value = (axis: ContinuousAxis) => (scene[axis.name] ?? straight(axis)) as number;
  const [curves, moved] = [bent(CURVATURE_AXES), bent(POINT_AXES)];
  if (moved.length === 0) return curvaturePoints(CURVATURE_AXES.map(value), SEGMENT_M, SBFT.mapSizeM);
  if (curves.length > 0) {
    throw new FaultscapeError('data', 'A road is given by curvatures and by control points at once.', {
      expected: 'a scene that bends by one of the two, the other straight or left out',
      got: [...curves, ...moved].map((axis) => axis.name).join(', '),
    });
  }
  const at = POINT_AXES.map(value);
  return [
    [MIDDLE_M, START_Y_M],
    ...numbers.map((_number, i): PointM => [at[2 * i] as number, at[2 * i + 1] as number]),
  ];
}
