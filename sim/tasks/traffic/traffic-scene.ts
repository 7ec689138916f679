import type { Axis, ContinuousAxis, Scene } from '../../space/axis.ts';
import { sceneProblem } from '../../space/scene-problem.ts';
import { Space } from '../../space/space.ts';
import { completeScene, type DrivingScene, EXTENDED_SPACE, NOMINAL_SCENE } from '../driving/driving-scene.ts';

/** How much faster or slower than usual a person walks on one part of the crossing. */
export type PaceName = `pedestrianPace${1 | 2 | 3 | 4 | 5 | 6}`;

/** In the order in which they are walked. */
export const PACES: readonly PaceName[] = [
  'pedestrianPace1',
  'pedestrianPace2',
  'pedestrianPace3',
  'pedestrianPace4',
  'pedestrianPace5',
  'pedestrianPace6',
];

/** What the actors of a scene do, by axis name and unit. */
export interface TrafficPlan extends Readonly<Record<PaceName, number>> {
  readonly leadGapM: number;
  readonly leadSpeedMps: number;
  readonly leadBrakesAtS: number;
  readonly leadBrakingMps2: number;
  readonly crossingDelayS: number;
  readonly crossingGapS: number;
  readonly cutInGapM: number;
  readonly cutInSpeedMps: number;
  readonly oncomingDelayS: number;
  readonly oncomingIntrusionM: number;
  readonly pedestrianAtM: number;
  readonly pedestrianGapM: number;
  readonly pedestrianSpeedMps: number;
  readonly cyclistOffsetM: number;
}

export interface TrafficScene {
  readonly drive: DrivingScene;
  readonly plan: TrafficPlan;
}

function axis(name: keyof TrafficPlan, unit: string, low: number, high: number, description: string): Axis {
  return { kind: 'continuous', name, unit, low, high, description };
}

export const TRAFFIC_SPACE = new Space('traffic', [
  axis('leadGapM', 'm', 4, 40, 'bumper to bumper distance of the car ahead at the start'),
  axis('leadSpeedMps', 'm/s', 3, 9, 'speed that the car ahead wishes'),
  axis('leadBrakesAtS', 's', 1, 8, 'when the car ahead brakes, for two seconds'),
  axis('leadBrakingMps2', 'm/s^2', 0.5, 8, 'how hard the car ahead brakes'),
  axis('crossingDelayS', 's', -3, 3, 'how long after the driver a crossing car reaches the first junction'),
  axis('crossingGapS', 's', -3, 4, 'time it leaves the driver when it goes first; below 0 it pushes in'),
  axis('cutInGapM', 'm', 3, 30, 'distance at which a car pulls out from the kerb ahead'),
  axis('cutInSpeedMps', 'm/s', 2, 8, 'speed of that car once it is in the lane'),
  axis('oncomingDelayS', 's', -2, 2, 'how long after the driver an oncoming car is at its swerve'),
  axis('oncomingIntrusionM', 'm', 0, 1.9, 'how far the oncoming car swerves out of the middle of its lane'),
  axis('pedestrianAtM', 'm', 228, 243, 'where along the route a person crosses'),
  axis('pedestrianGapM', 'm', 6, 45, 'distance at which that person starts to walk'),
  axis('pedestrianSpeedMps', 'm/s', 0.8, 3, 'walking speed, stroll to run'),
  axis('cyclistOffsetM', 'm', 1, 1.6, "how far right of the lane's middle a cyclist rides"),
]);

export const TRAFFIC_EXTENDED_SPACE = new Space('extended', [...TRAFFIC_SPACE.axes, ...EXTENDED_SPACE.axes]);

const STEPS_OUT: ContinuousAxis = {
  kind: 'continuous',
  name: 'pedestrianGapM',
  unit: 'm',
  low: 6,
  high: 45,
  description: 'distance at which a person starts to walk across',
  prior: { kind: 'normal', mean: 30, deviation: 8 },
};

/** When a person steps out, and how he dawdles and hurries on his way across; all else is ordinary. */
export const STEP_OUT_SPACE = new Space('step-out', [
  STEPS_OUT,
  ...PACES.map(
    (name, i): ContinuousAxis => ({
      kind: 'continuous',
      name,
      unit: '1',
      low: 0.1,
      high: 2.5,
      description: `pace on part ${i + 1} of ${PACES.length} of the way across, of the usual one`,
      prior: { kind: 'normal', mean: 1, deviation: 0.3 },
    }),
  ),
]);

export const TRAFFIC_SPACES = [TRAFFIC_SPACE, TRAFFIC_EXTENDED_SPACE, STEP_OUT_SPACE];

/** Ordinary traffic: everybody keeps to the rules and leaves room. */
export const NOMINAL_PLAN: TrafficPlan = {
  leadGapM: 32,
  leadSpeedMps: 8.7,
  leadBrakesAtS: 4,
  leadBrakingMps2: 0.5,
  crossingDelayS: 2,
  crossingGapS: 2,
  cutInGapM: 30,
  cutInSpeedMps: 8,
  oncomingDelayS: 0,
  oncomingIntrusionM: 0,
  pedestrianAtM: 236,
  pedestrianGapM: 45,
  pedestrianSpeedMps: 1.6,
  cyclistOffsetM: 1.6,
  pedestrianPace1: 1,
  pedestrianPace2: 1,
  pedestrianPace3: 1,
  pedestrianPace4: 1,
  pedestrianPace5: 1,
  pedestrianPace6: 1,
};

const AXES_OF_DRIVE = new Set(EXTENDED_SPACE.axes.map(({ name }) => name));

/** Ordinary traffic, clear noon, the camera at its design pose. */
export const TRAFFIC_NOMINAL: Scene = {
  ...Object.fromEntries(Object.entries(NOMINAL_SCENE).filter(([name]) => AXES_OF_DRIVE.has(name))),
  ...NOMINAL_PLAN,
};

/** Completes a scene: what it leaves out is nominal. Throws an error of kind `data` if it cannot be. */
export function completeTrafficScene(scene: Scene): TrafficScene {
  const problem = sceneProblem('A traffic scene', TRAFFIC_SPACES, scene);
  if (problem !== null) throw problem;
  const drive = Object.fromEntries(Object.entries(scene).filter(([name]) => AXES_OF_DRIVE.has(name)));
  return { drive: completeScene(drive), plan: { ...NOMINAL_PLAN, ...scene } as TrafficPlan };
}
