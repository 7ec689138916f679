import type { ReadingSpec } from '../../agent.ts';
import { FaultscapeError } from '../../core/errors.ts';
import { pointsOf } from '../../geometry/course.ts';
import { ROAD } from '../../geometry/road-network.ts';
import { sensorReadings } from '../../sensors/sensor-readings.ts';
import type { Task } from '../../task.ts';
import { CONTROL_STEP_S } from '../driving/driving-episode.ts';
import { DRIVING_FAILS_BELOW } from '../driving/driving-score.ts';
import { registerTask } from '../registry.ts';
import { ACTOR_COUNT, ACTOR_NUMBERS, TRAFFIC_TRACE_NAMES, TrafficEpisode } from './traffic-episode.ts';
import { TrafficRetrace } from './traffic-retrace.ts';
import { EGO_ROUTE } from './traffic-route.ts';
import { completeTrafficScene, TRAFFIC_NOMINAL, TRAFFIC_SPACES } from './traffic-scene.ts';

const AVOIDABLE = 'avoidable';
const ACTORS: ReadingSpec = {
  name: 'actors',
  shape: [ACTOR_COUNT, ACTOR_NUMBERS],
  dtype: 'float64',
  unit: 'm, m, rad, m/s, m, m, 1',
  low: null,
  high: null,
  description:
    'true x, y, heading, speed, length, width and kind of each actor; kind 0 car, 2 pedestrian, 3 cyclist, -1 not in the town',
};

/** `spare` excludes accidents that full braking would not have avoided: they count as the end of the route. */
function trafficTask(id: string, description: string, spare: boolean): Task {
  return {
    id,
    description,
    spaces: new Map(TRAFFIC_SPACES.map((space) => [space.name, space])),
    failsBelow: DRIVING_FAILS_BELOW,
    action: { names: ['steer', 'gas', 'brake'], low: [-1, 0, 0], high: [1, 1, 1] },
    controlStepS: CONTROL_STEP_S,
    traceNames: TRAFFIC_TRACE_NAMES,
    nominal: TRAFFIC_NOMINAL,
    readings: (needs) => [...(needs.truth ? [ACTORS] : []), ...sensorReadings(needs)],
    course: () => ({
      kind: 'lane',
      centreM: pointsOf(EGO_ROUTE.path.xyM),
      widthM: ROAD.laneWidthM,
    }),
    begin: (scene, options) => new TrafficEpisode(id, completeTrafficScene(scene), options, { spare }),
    retrace: (scene, seed) => new TrafficRetrace(id, completeTrafficScene(scene), seed),
  };
}

/** Registers `driving/traffic`, which takes `avoidable` behind a colon. */
export function registerTrafficTasks(): void {
  const id = 'driving/traffic';
  const among = 'drive through the town among cars, cyclists and people on foot';
  registerTask(
    id,
    (argument) => {
      if (argument === null) return trafficTask(id, among, false);
      if (argument === AVOIDABLE) {
        return trafficTask(`${id}:${AVOIDABLE}`, `${among}; accidents beyond avoiding do not count`, true);
      }
      throw new FaultscapeError('usage', 'There is no such way to count accidents.', {
        expected: `${id}, or ${id}:${AVOIDABLE} to leave out accidents that braking could not avoid`,
        got: `${id}:${argument}`,
      });
    },
    { takes: AVOIDABLE },
  );
}
