import type { Action, Frame, Observation, Readings, Truth } from '../../agent.ts';
import type { LaneRoute } from '../../geometry/lane-route.ts';
import { countryStage } from '../../scene/country-stage.ts';
import type { CameraPose, Picture } from '../../scene/picture.ts';
import { mountedCamera } from '../../sensors/mounted-camera.ts';
import { SeatCamera } from '../../sensors/seat-camera.ts';
import { SensorSuite } from '../../sensors/sensor-suite.ts';
import type { Episode, EpisodeOptions, Score } from '../../task.ts';
import { carVelocity } from '../../world/car-state.ts';
import { CarWorld } from '../../world/car-world.ts';
import { checkAction } from '../driving/car-action.ts';
import { type DrivingScene, frictionCoefficient } from '../driving/driving-scene.ts';
import { timeLimitS } from '../driving/driving-score.ts';
import { drivingStart } from '../driving/driving-start.ts';
import { stageSolids } from '../driving/stage-solids.ts';
import { LANE_STAGE, writeLaneTrace } from './lane-retrace.ts';
import { type LaneEnding, scoreLane } from './lane-score.ts';
import { LaneWatch } from './lane-watch.ts';

export const CONTROL_STEP_S = 0.1;
const GOAL_M = 0.5;

/**
 * One drive along a road's right lane. What stands beside the road is only seen: a car is out of
 * bounds long before it could touch it. Its one danger: the observation handed out shares memory
 * with the next one of the same seat.
 */
export class LaneEpisode implements Episode {
  readonly #looks: DrivingScene;
  readonly #route: LaneRoute;
  readonly #oobTolerance: number;
  readonly #options: EpisodeOptions;
  readonly #world: CarWorld;
  readonly #watch: LaneWatch;
  readonly #picture: Picture;
  readonly #sensors: SensorSuite | null;
  readonly #camera: SeatCamera | null;
  readonly #limitS: number;
  #steps = 0;
  #ending: LaneEnding | null = null;

  constructor(looks: DrivingScene, route: LaneRoute, oobTolerance: number, options: EpisodeOptions) {
    this.#looks = looks;
    this.#route = route;
    this.#oobTolerance = oobTolerance;
    this.#options = options;
    this.#limitS = timeLimitS(route.path.lengthM);
    this.#world = new CarWorld({
      solids: [],
      frictionCoefficient: frictionCoefficient(looks.weather.wetness),
      start: drivingStart(route, options.seed),
    });
    this.#watch = new LaneWatch(route);
    const stage = countryStage(LANE_STAGE, route.road, options.seed);
    this.#picture = { stage, weather: looks.weather, road: looks.road, movers: [], timeS: 0 };
    this.#camera = SeatCamera.open(options);
    this.#sensors = SensorSuite.open(options.needs, {
      seed: options.seed,
      stepS: CONTROL_STEP_S,
      solids: stageSolids(stage.items),
      weather: looks.weather,
    });
    this.#see();
  }

  get over(): boolean {
    return this.#ending !== null;
  }

  get timeS(): number {
    return this.#steps * CONTROL_STEP_S;
  }

  observe(): Observation {
    return {
      seat: this.#options.seat,
      step: this.#steps,
      timeS: this.timeS,
      speedMps: this.#world.state.speedMps,
      command: 'follow',
      frame: this.#frame(),
      truth: this.#options.needs.truth ? this.#truth() : null,
      ...(this.#sensors === null ? {} : { readings: this.#readings(this.#sensors) }),
    };
  }

  advance(action: Action): void {
    if (this.over) throw new RangeError('the episode is over: nothing more can be done in it');
    const [steer, gas, brake] = checkAction(action);
    this.#world.advance({ steer, gas, brake }, CONTROL_STEP_S);
    this.#steps++;
    this.#see();
    const { oobPercentage, position } = this.#watch;
    if (oobPercentage > this.#oobTolerance) this.#ending = 'out-of-bounds';
    else if (position.progressM >= this.#route.path.lengthM - GOAL_M) this.#ending = 'goal';
    else if (this.timeS >= this.#limitS) this.#ending = 'timeout';
  }

  score(): Score {
    return scoreLane({
      ending: this.#ending ?? 'timeout',
      progressM: this.#watch.position.progressM,
      roadLengthM: this.#route.path.lengthM,
      maxOobPercentage: this.#watch.maxOobPercentage,
      minOobDistanceM: this.#watch.minOobDistanceM,
      oobTolerance: this.#oobTolerance,
      timeS: this.timeS,
      timeLimitS: this.#limitS,
      steps: this.#steps,
    });
  }

  picture(): Picture {
    const { xM, yM, zM, headingRad, pitchRad, rollRad } = this.#world.state;
    const ego = { id: 'ego', kind: 'car' as const, variant: 0, xM, yM, zM, headingRad, pitchRad, rollRad };
    return { ...this.#picture, movers: [ego], timeS: this.timeS };
  }

  cameraPose(): CameraPose {
    return mountedCamera(this.#world.state, this.#looks.camera, 'ego');
  }

  trace(into: Float64Array, offset: number): void {
    writeLaneTrace(into, offset, this.#world.state, this.#watch);
  }

  close(): void {
    this.#options.renderer?.release(this.#options.seat);
  }

  #frame(): Frame | null {
    return this.#camera?.frame(this.picture(), this.cameraPose(), this.#steps) ?? null;
  }

  #readings(sensors: SensorSuite): Readings {
    const pose = this.#world.state;
    return sensors.read({ timeS: this.timeS, pose, velocityMps: carVelocity(pose), movers: [] });
  }

  #truth(): Truth {
    const { xM, yM, headingRad } = this.#world.state;
    const { path, speedMps } = this.#route;
    return {
      xM,
      yM,
      headingRad,
      progressM: this.#watch.position.progressM,
      routeXyM: path.xyM,
      routeStepM: path.stepM,
      routeSpeedMps: speedMps,
    };
  }

  #see(): void {
    const { xM, yM, headingRad } = this.#world.state;
    this.#watch.see(xM, yM, headingRad);
  }
}
