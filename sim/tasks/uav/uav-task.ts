import { FaultscapeError } from '../../core/errors.ts';
import type { Course } from '../../geometry/course.ts';
import { sensorReadings } from '../../sensors/sensor-readings.ts';
import type { Task } from '../../task.ts';
import { registerTask } from '../registry.ts';
import { GUSTS_SPACE, SENSOR_ERRORS_SPACE } from './disturbances.ts';
import { FLIGHT_ACTION } from './flight-action.ts';
import { GATE_COUNTS, layCourse, tryCourse } from './uav-course.ts';
import { CONTROL_STEP_S, TRACE_NAMES, UavEpisode } from './uav-episode.ts';
import { uavReadingSpecs } from './uav-readings.ts';
import { UavRetrace } from './uav-retrace.ts';
import { ANCHOR_COUNTS, type AnchorCount, completeScene, UAV_SPACES } from './uav-scene.ts';
import { UAV_FAILS_BELOW } from './uav-score.ts';

function uavTask(count: AnchorCount): Task {
  const id = `uav/${count}-anchors`;
  const { paper, extended, nominal } = UAV_SPACES[count];
  return {
    id,
    description: `race a drone once round through ${GATE_COUNTS[count]} gates on a closed track through ${count} anchors`,
    spaces: new Map([paper, extended, GUSTS_SPACE, SENSOR_ERRORS_SPACE].map((space) => [space.name, space])),
    failsBelow: UAV_FAILS_BELOW,
    action: FLIGHT_ACTION,
    controlStepS: CONTROL_STEP_S,
    traceNames: TRACE_NAMES,
    nominal,
    readings: (needs) => [...uavReadingSpecs(GATE_COUNTS[count], needs), ...sensorReadings(needs)],
    invalid(given) {
      const laid = tryCourse(count, completeScene(count, given));
      return laid instanceof FaultscapeError ? laid : null;
    },
    course(given): Course {
      const { xyzM, count: samples, gates } = layCourse(count, completeScene(count, given));
      const at = (i: number) => xyzM[i] as number;
      const centreM = Array.from(
        { length: samples },
        (_, i) => [at(3 * i), at(3 * i + 1), at(3 * i + 2)] as const,
      );
      return { kind: 'gates', centreM, gates };
    },
    begin(given, options) {
      const scene = completeScene(count, given);
      return new UavEpisode(id, scene, layCourse(count, scene), options);
    },
    retrace(given, seed) {
      const scene = completeScene(count, given);
      return new UavRetrace(id, scene, layCourse(count, scene), seed);
    },
  };
}

/** Registers `uav/3-anchors`, `uav/4-anchors` and `uav/5-anchors`. */
export function registerUavTasks(): void {
  for (const count of ANCHOR_COUNTS) registerTask(`uav/${count}-anchors`, () => uavTask(count));
}
