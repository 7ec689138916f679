import { Rng } from '../../core/rng.ts';
import { pointsOf } from '../../geometry/course.ts';
import { ROAD } from '../../geometry/road-network.ts';
import { layRoute, type Route, type RoutePlan } from '../../geometry/route.ts';
import { ROUTES, type RouteName, randomPlan, TOWN } from '../../geometry/town.ts';
import { sensorReadings } from '../../sensors/sensor-readings.ts';
import type { Task } from '../../task.ts';
import { registerTask } from '../registry.ts';
import { CAR_ACTION } from './car-action.ts';
import { CONTROL_STEP_S, DrivingEpisode, TRACE_NAMES } from './driving-episode.ts';
import { DrivingRetrace } from './driving-retrace.ts';
import { completeScene, EXTENDED_SPACE, fullScene, NOMINAL_SCENE, PAPER_SPACE } from './driving-scene.ts';
import { DRIVING_FAILS_BELOW } from './driving-score.ts';

const DESCRIPTIONS: Readonly<Record<RouteName, string>> = {
  straight: 'drive the main street, straight over one crossroads',
  'one-curve': 'drive round a bend of 20 m radius',
  navigation: 'cross the town: four turns at junctions, told left, right, straight or follow',
};

function drivingTask(id: string, description: string, routeOf: (seed: number) => Route): Task {
  return {
    id,
    description,
    spaces: new Map([PAPER_SPACE, EXTENDED_SPACE].map((space) => [space.name, space])),
    failsBelow: DRIVING_FAILS_BELOW,
    action: CAR_ACTION,
    controlStepS: CONTROL_STEP_S,
    traceNames: TRACE_NAMES,
    nominal: NOMINAL_SCENE,
    readings: sensorReadings,
    complete: fullScene,
    course: (_scene, seed) => ({
      kind: 'lane',
      centreM: pointsOf(routeOf(seed).path.xyM),
      widthM: ROAD.laneWidthM,
    }),
    begin: (scene, options) => new DrivingEpisode(id, completeScene(scene), routeOf(options.seed), options),
    retrace: (scene, seed) => new DrivingRetrace(id, completeScene(scene), routeOf(seed), seed),
  };
}

/** Registers `driving/straight`, `driving/one-curve`, `driving/navigation` and `driving/anywhere`. */
export function registerDrivingTasks(): void {
  for (const [name, plan] of Object.entries(ROUTES) as [RouteName, RoutePlan][]) {
    const id = `driving/${name}`;
    const route = layRoute(TOWN, plan);
    registerTask(id, () => drivingTask(id, DESCRIPTIONS[name], () => route));
  }
  const anywhere = 'drive a random route past one to four junctions or bends, drawn from the seed';
  registerTask('driving/anywhere', () =>
    drivingTask('driving/anywhere', anywhere, (seed) => {
      const rng = new Rng(seed, 'route');
      return layRoute(TOWN, randomPlan(rng, 1 + rng.int(4)));
    }),
  );
}
