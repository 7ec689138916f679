import type { LaneRoute } from '../../geometry/lane-route.ts';
import { countryStage } from '../../scene/country-stage.ts';
import type { CameraPose, Mover, Picture } from '../../scene/picture.ts';
import { mountedCamera } from '../../sensors/mounted-camera.ts';
import type { Retrace, Score } from '../../task.ts';
import type { CarState } from '../../world/car-state.ts';
import { emptyCarState } from '../../world/car-state.ts';
import type { DrivingScene } from '../driving/driving-scene.ts';
import { timeLimitS } from '../driving/driving-score.ts';
import { drivingStart } from '../driving/driving-start.ts';
import { scoreLane } from './lane-score.ts';
import { LaneWatch } from './lane-watch.ts';

/** The stage's key begins with this. */
export const LANE_STAGE = 'lane-keeping';

const TRACE = {
  xM: 0,
  yM: 1,
  headingRad: 2,
  speedMps: 3,
  yawRateRadps: 4,
  progressM: 5,
  offsetM: 6,
  zM: 7,
  pitchRad: 8,
  rollRad: 9,
  oobPercentage: 10,
  maxOobPercentage: 11,
  oobDistanceM: 12,
  minOobDistanceM: 13,
} as const;

export const LANE_TRACE_NAMES: readonly string[] = Object.keys(TRACE);

export function writeLaneTrace(into: Float64Array, offset: number, car: CarState, watch: LaneWatch): void {
  into[offset + TRACE.xM] = car.xM;
  into[offset + TRACE.yM] = car.yM;
  into[offset + TRACE.headingRad] = car.headingRad;
  into[offset + TRACE.speedMps] = car.speedMps;
  into[offset + TRACE.yawRateRadps] = car.yawRateRadps;
  into[offset + TRACE.progressM] = watch.position.progressM;
  into[offset + TRACE.offsetM] = watch.position.offsetM;
  into[offset + TRACE.zM] = car.zM;
  into[offset + TRACE.pitchRad] = car.pitchRad;
  into[offset + TRACE.rollRad] = car.rollRad;
  into[offset + TRACE.oobPercentage] = watch.oobPercentage;
  into[offset + TRACE.maxOobPercentage] = watch.maxOobPercentage;
  into[offset + TRACE.oobDistanceM] = watch.oobDistanceM;
  into[offset + TRACE.minOobDistanceM] = watch.minOobDistanceM;
}

/** A logged drive as it looked, from its trace. */
export class LaneRetrace implements Retrace {
  readonly routeXyM: Float64Array;
  readonly start: Float64Array;
  readonly #looks: DrivingScene;
  readonly #still: Picture;
  readonly #roadLengthM: number;
  readonly #oobTolerance: number;

  constructor(looks: DrivingScene, route: LaneRoute, oobTolerance: number, seed: number) {
    this.routeXyM = route.path.xyM;
    this.#roadLengthM = route.path.lengthM;
    this.#looks = looks;
    this.#oobTolerance = oobTolerance;
    const { xM, yM, headingRad, speedMps } = drivingStart(route, seed);
    const watch = new LaneWatch(route);
    watch.see(xM, yM, headingRad);
    this.start = new Float64Array(LANE_TRACE_NAMES.length);
    writeLaneTrace(this.start, 0, { ...emptyCarState(), xM, yM, headingRad, speedMps }, watch);
    const stage = countryStage(LANE_STAGE, route.road, seed);
    this.#still = { stage, weather: looks.weather, road: looks.road, movers: [], timeS: 0 };
  }

  picture(row: ArrayLike<number>, timeS: number): Picture {
    return { ...this.#still, movers: [ego(row)], timeS };
  }

  cameraPose(row: ArrayLike<number>): CameraPose {
    return mountedCamera(ego(row), this.#looks.camera, 'ego');
  }

  score(row: ArrayLike<number>, timeS: number): Pick<Score, 'total' | 'terms'> {
    return scoreLane({
      ending: 'timeout',
      progressM: at(row, 'progressM'),
      roadLengthM: this.#roadLengthM,
      maxOobPercentage: at(row, 'maxOobPercentage'),
      minOobDistanceM: at(row, 'minOobDistanceM'),
      oobTolerance: this.#oobTolerance,
      timeS,
      timeLimitS: timeLimitS(this.#roadLengthM),
      steps: 0,
    });
  }
}

function ego(row: ArrayLike<number>): Mover {
  return {
    id: 'ego',
    kind: 'car',
    variant: 0,
    xM: at(row, 'xM'),
    yM: at(row, 'yM'),
    zM: at(row, 'zM'),
    headingRad: at(row, 'headingRad'),
    pitchRad: at(row, 'pitchRad'),
    rollRad: at(row, 'rollRad'),
  };
}

function at(row: ArrayLike<number>, name: keyof typeof TRACE): number {
  return row[TRACE[name]] as number;
}
