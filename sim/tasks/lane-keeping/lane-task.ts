import { FaultscapeError } from '../../core/errors.ts';
import type { Course } from '../../geometry/course.ts';
import { importRoad } from '../../geometry/import/import-road.ts';
import type { ImportedRoad } from '../../geometry/import/imported-road.ts';
import { layLane } from '../../geometry/lane-route.ts';
import { evenRoad, type PointM, type Road } from '../../geometry/road.ts';
import { judgeSbft, SBFT } from '../../geometry/sbft.ts';
import { sensorReadings } from '../../sensors/sensor-readings.ts';
import type { Scene } from '../../space/axis.ts';
import { sceneProblem } from '../../space/scene-problem.ts';
import type { Space } from '../../space/space.ts';
import type { Task } from '../../task.ts';
import { CAR_ACTION } from '../driving/car-action.ts';
import { completeScene, EXTENDED_SPACE } from '../driving/driving-scene.ts';
import { registerTask } from '../registry.ts';
import { readLaneArgument } from './lane-argument.ts';
import { CONTROL_STEP_S, LaneEpisode } from './lane-episode.ts';
import { LANE_TRACE_NAMES, LaneRetrace } from './lane-retrace.ts';
import {
  CONTROL_POINT_SPACE,
  CURVATURE_SPACE,
  LANE_EXTENDED_SPACE,
  looksOf,
  NOMINAL_LANE_SCENE,
  NOMINAL_ON_ROAD,
  roadPointsOf,
} from './lane-scene.ts';
import { LANE_FAILS_BELOW } from './lane-score.ts';

export const LANE_KEEPING = 'driving/lane-keeping';

/** Where a lane-keeping task's road comes from. */
interface RoadSource {
  readonly description: string;
  readonly spaces: readonly Space[];
  readonly nominal: Scene;
  roadOf(scene: Scene): Road;
  /** The points that its curve leads through; null for a road that is not SBFT's. */
  pointsOf(scene: Scene): readonly PointM[] | null;
  /** Why a scene in range gives no road, or null. */
  invalid(scene: Scene): FaultscapeError | null;
}

/** A road bent by each scene, valid by the competition's rules. */
const BENT_ROAD: RoadSource = {
  description: 'drive the right lane of a two-lane road, from its first point to its last',
  spaces: [CURVATURE_SPACE, CONTROL_POINT_SPACE, LANE_EXTENDED_SPACE],
  nominal: NOMINAL_LANE_SCENE,
  roadOf: (scene) => evenRoad(judgeSbft(roadPointsOf(scene)).interpolated, SBFT.laneWidthM),
  pointsOf: roadPointsOf,
  invalid(scene) {
    const { message } = judgeSbft(roadPointsOf(scene));
    return message === '' ? null : notARoad(message);
  },
};

function notARoad(message: string): FaultscapeError {
  return new FaultscapeError('data', message, {
    expected: 'a road that is valid by the rules of the SBFT competition',
    hint: 'a valid scene; see docs/roads.md for the rules',
  });
}

/** A road as it is in a file; scenes differ in camera, weather and looks. */
function fixedRoad(road: ImportedRoad, name: string): RoadSource {
  return {
    description: `drive the right lane of the road in ${name}`,
    spaces: [EXTENDED_SPACE],
    nominal: NOMINAL_ON_ROAD,
    roadOf: () => road,
    pointsOf: () => road.roadPoints,
    invalid: () => null,
  };
}

function laneTask(id: string, source: RoadSource, oobTolerance: number): Task {
  const { description, spaces, nominal } = source;
  const check = (scene: Scene) => {
    const problem = sceneProblem('A lane-keeping scene', spaces, scene) ?? source.invalid(scene);
    if (problem !== null) throw problem;
    return { looks: completeScene(looksOf(scene)), route: layLane(source.roadOf(scene)) };
  };
  return {
    id,
    description,
    spaces: new Map(spaces.map((space) => [space.name, space])),
    failsBelow: LANE_FAILS_BELOW,
    action: CAR_ACTION,
    controlStepS: CONTROL_STEP_S,
    traceNames: LANE_TRACE_NAMES,
    nominal,
    readings: sensorReadings,
    invalid: (scene) => source.invalid(scene),
    course(scene): Course {
      const { centre: centreM, leftM, rightM, closed } = check(scene).route.road;
      return { kind: 'road', closed, centreM, leftM, rightM, roadPointsM: source.pointsOf(scene) };
    },
    begin(scene, options) {
      const { looks, route } = check(scene);
      return new LaneEpisode(looks, route, oobTolerance, options);
    },
    retrace(scene, seed) {
      const { looks, route } = check(scene);
      return new LaneRetrace(looks, route, oobTolerance, seed);
    },
  };
}

/**
 * Registers `driving/lane-keeping`, whose scenes bend the road, and `driving/lane-keeping:FILE`, the
 * road in a file; `oob=SHARE` before either sets the tolerance of the out-of-bounds oracle. It is part of
 * the task's id, so that whatever names the task judges alike.
 */
export function registerLaneKeeping(): void {
  registerTask(
    LANE_KEEPING,
    (argument, readFile) => {
      const { oobTolerance, file } = readLaneArgument(argument);
      const source = file === null ? BENT_ROAD : fixedRoad(importRoad(file, readFile), file);
      return laneTask(argument === null ? LANE_KEEPING : `${LANE_KEEPING}:${argument}`, source, oobTolerance);
    },
    {
      takes:
        'a road: FILE.json (SBFT), FILE.csv (centre line) or FILE.xodr (OpenDRIVE); oob=SHARE, the out-of-bounds tolerance; or oob=SHARE:FILE',
    },
  );
}
