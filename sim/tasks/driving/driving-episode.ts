import type { Action, Frame, Observation, Readings, Truth } from '../../agent.ts';
import { locate } from '../../geometry/path.ts';
import { ROAD } from '../../geometry/road-network.ts';
import type { Route } from '../../geometry/route.ts';
import { TOWN } from '../../geometry/town.ts';
import type { CameraPose, Mover, Picture } from '../../scene/picture.ts';
import { townStage } from '../../scene/town-stage.ts';
import { mountedCamera } from '../../sensors/mounted-camera.ts';
import { SeatCamera } from '../../sensors/seat-camera.ts';
import { SensorSuite } from '../../sensors/sensor-suite.ts';
import type { Episode, EpisodeOptions, Score } from '../../task.ts';
import { type CarState, carVelocity } from '../../world/car-state.ts';
import { CarWorld } from '../../world/car-world.ts';
import { checkAction } from './car-action.ts';
import { type DrivingScene, frictionCoefficient } from './driving-scene.ts';
import { type Drive, type Ending, scoreDrive, timeLimitS } from './driving-score.ts';
import { drivingStart } from './driving-start.ts';
import { stageSolids } from './stage-solids.ts';

export const CONTROL_STEP_S = 0.1;
export const TRACE_NAMES = [
  'xM',
  'yM',
  'headingRad',
  'speedMps',
  'yawRateRadps',
  'progressM',
  'offsetM',
  'zM',
  'pitchRad',
  'rollRad',
  'wrongLaneS',
] as const;
/** The lane is left to the left here; farther right the road itself ends. */
const WRONG_LANE_OFFSET_M = ROAD.laneWidthM / 2;
const OFF_ROUTE_M = 8;
/** This near to the lane's centre there is asphalt everywhere (tested), so nothing is measured. */
const SURELY_ON_ROAD_M = 1;

/**
 * One drive along a route. Its one danger: the observation handed out shares memory with the
 * next one of the same seat.
 */
export class DrivingEpisode implements Episode {
  readonly #scene: DrivingScene;
  readonly #route: Route;
  readonly #options: EpisodeOptions;
  readonly #world: CarWorld;
  readonly #picture: Picture;
  readonly #position = { progressM: 0, offsetM: 0, index: 0 };
  readonly #limitS: number;
  readonly #others: () => readonly Mover[];
  readonly #sensors: SensorSuite | null;
  readonly #camera: SeatCamera | null;
  #steps = 0;
  #wrongLaneSteps = 0;
  #ending: Ending | null = null;
  #detail: string | null = null;

  /** `others` is asked who else is to be seen, whenever the drive is drawn. */
  constructor(
    stageKey: string,
    scene: DrivingScene,
    route: Route,
    options: EpisodeOptions,
    others: () => readonly Mover[] = () => [],
  ) {
    this.#others = others;
    this.#scene = scene;
    this.#route = route;
    this.#options = options;
    this.#limitS = timeLimitS(route.path.lengthM);
    const stage = townStage(stageKey, route.path, options.seed);
    const solids = stageSolids(stage.items);
    this.#world = new CarWorld({
      solids,
      frictionCoefficient: frictionCoefficient(scene.weather.wetness),
      start: drivingStart(route, options.seed),
    });
    this.#picture = { stage, weather: scene.weather, road: scene.road, movers: [], timeS: 0 };
    const { seed, needs } = options;
    this.#camera = SeatCamera.open(options);
    this.#sensors = SensorSuite.open(needs, { seed, stepS: CONTROL_STEP_S, solids, weather: scene.weather });
    this.#locate();
  }

  get over(): boolean {
    return this.#ending !== null;
  }

  get timeS(): number {
    return this.#steps * CONTROL_STEP_S;
  }

  observe(): Observation {
    const { speedMps } = this.#world.state;
    return {
      seat: this.#options.seat,
      step: this.#steps,
      timeS: this.timeS,
      speedMps,
      command: this.#route.commands[this.#position.index] ?? 'follow',
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
    this.#locate();
    const { progressM, offsetM } = this.#position;
    if (offsetM > WRONG_LANE_OFFSET_M) this.#wrongLaneSteps++;
    const { xM, yM } = this.#world.state;
    const { hit } = this.#world;
    if (hit !== null) {
      this.#end('collision', hit.kind);
    } else if (progressM >= this.#route.path.lengthM - 0.5 && Math.abs(offsetM) < OFF_ROUTE_M) {
      this.#end('goal');
    } else if (Math.abs(offsetM) > SURELY_ON_ROAD_M && TOWN.distanceOffRoadM(xM, yM) > 0) {
      this.#end('off-road');
    } else if (Math.abs(offsetM) > OFF_ROUTE_M) {
      this.#end('off-route');
    } else if (this.timeS >= this.#limitS) {
      this.#end('timeout');
    }
  }

  /** The car's true state; the object is reused. */
  get car(): Readonly<CarState> {
    return this.#world.state;
  }

  /** The drive so far in numbers; one that goes on counts as cut by the clock. */
  get drive(): Drive {
    return {
      ending: this.#ending ?? 'timeout',
      detail: this.#detail,
      progressM: this.#position.progressM,
      routeLengthM: this.#route.path.lengthM,
      wrongLaneS: this.#wrongLaneSteps * CONTROL_STEP_S,
      timeS: this.timeS,
      timeLimitS: this.#limitS,
      steps: this.#steps,
    };
  }

  /** The car hit something that this drive does not know of: whatever else its last step did, it ended there. */
  collide(kind: string): void {
    this.#end('collision', kind);
  }

  score(): Score {
    return scoreDrive(this.drive);
  }

  picture(): Picture {
    const { xM, yM, zM, headingRad, pitchRad, rollRad } = this.#world.state;
    const ego = { id: 'ego', kind: 'car' as const, variant: 0, xM, yM, zM, headingRad, pitchRad, rollRad };
    return { ...this.#picture, movers: [ego, ...this.#others()], timeS: this.timeS };
  }

  cameraPose(): CameraPose {
    return mountedCamera(this.#world.state, this.#scene.camera, 'ego');
  }

  trace(into: Float64Array, offset: number): void {
    const { xM, yM, zM, headingRad, pitchRad, rollRad, speedMps, yawRateRadps } = this.#world.state;
    into[offset] = xM;
    into[offset + 1] = yM;
    into[offset + 2] = headingRad;
    into[offset + 3] = speedMps;
    into[offset + 4] = yawRateRadps;
    into[offset + 5] = this.#position.progressM;
    into[offset + 6] = this.#position.offsetM;
    into[offset + 7] = zM;
    into[offset + 8] = pitchRad;
    into[offset + 9] = rollRad;
    into[offset + 10] = this.#wrongLaneSteps * CONTROL_STEP_S;
  }

  close(): void {
    this.#options.renderer?.release(this.#options.seat);
  }

  #frame(): Frame | null {
    return this.#camera?.frame(this.picture(), this.cameraPose(), this.#steps) ?? null;
  }

  #readings(sensors: SensorSuite): Readings {
    const pose = this.#world.state;
    return sensors.read({
      timeS: this.timeS,
      pose,
      velocityMps: carVelocity(pose),
      movers: this.picture().movers.filter(({ id }) => id !== 'ego'),
    });
  }

  #truth(): Truth {
    const { xM, yM, headingRad } = this.#world.state;
    const { path, speedMps } = this.#route;
    return {
      xM,
      yM,
      headingRad,
      progressM: this.#position.progressM,
      routeXyM: path.xyM,
      routeStepM: path.stepM,
      routeSpeedMps: speedMps,
    };
  }

  #locate(): void {
    locate(this.#route.path, this.#world.state.xM, this.#world.state.yM, this.#position);
  }

  #end(ending: Ending, detail: string | null = null): void {
    this.#ending = ending;
    this.#detail = detail;
  }
}
