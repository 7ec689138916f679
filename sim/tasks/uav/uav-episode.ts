import type { Action, Frame, Observation, Readings } from '../../agent.ts';
import type { Gate } from '../../geometry/gate.ts';
import { GateCrossing } from '../../geometry/gate-crossing.ts';
import { type GateTrack, gateDistanceM, locateOnTrack } from '../../geometry/gate-track.ts';
import type { CameraPose, Picture } from '../../scene/picture.ts';
import { bodyCamera } from '../../sensors/body-camera.ts';
import { SeatCamera } from '../../sensors/seat-camera.ts';
import { SensorSuite } from '../../sensors/sensor-suite.ts';
import type { Episode, EpisodeOptions, Score } from '../../task.ts';
import { QUADROTOR } from '../../world/quadrotor-spec.ts';
import { QuadrotorWorld } from '../../world/quadrotor-world.ts';
import { checkFlightAction } from './flight-action.ts';
import { courseStart, OFF_COURSE_M, timeLimitS } from './uav-course.ts';
import { DRONE_CAMERA, stillPicture } from './uav-look.ts';
import { UavReadings } from './uav-readings.ts';
import type { UavScene } from './uav-scene.ts';
import { type Ending, scoreFlight } from './uav-score.ts';
import { uavSolids } from './uav-solids.ts';

export const CONTROL_STEP_S = 0.04;
/** Instruments err as in the middle of the step that follows: whole stretches of time begin with a step. */
const HALF_STEP_S = CONTROL_STEP_S / 2;
export const TRACE_NAMES = [
  'xM',
  'yM',
  'zM',
  'headingRad',
  'pitchRad',
  'rollRad',
  'vxMps',
  'vyMps',
  'vzMps',
  'speedMps',
  'rollRateRadps',
  'pitchRateRadps',
  'yawRateRadps',
  'progressM',
  'deviationM',
  'deviationSumM',
  'gatesPassed',
] as const;
/** A drone this far past its next gate, along the track, has missed it. */
const PAST_GATE_M = 2;
/** The plane of a gate beyond its frame counts as beside the gate this far from its middle. */
const BESIDE_GATE_M = OFF_COURSE_M + 1;

/**
 * One lap. Its one danger: the observation handed out shares memory with the next one of the same
 * seat.
 */
export class UavEpisode implements Episode {
  readonly #track: GateTrack;
  readonly #options: EpisodeOptions;
  readonly #world: QuadrotorWorld;
  readonly #picture: Picture;
  readonly #readings: UavReadings;
  readonly #sensors: SensorSuite | null;
  readonly #camera: SeatCamera | null;
  readonly #position = { index: 0, progressM: 0, deviationM: 0 };
  readonly #limitS: number;
  #crossing: GateCrossing;
  #steps = 0;
  #gatesPassed = 0;
  #deviationSumM = 0;
  #ending: Ending | null = null;
  #detail: string | null = null;

  constructor(stageKey: string, scene: UavScene, track: GateTrack, options: EpisodeOptions) {
    this.#track = track;
    this.#options = options;
    this.#limitS = timeLimitS(track);
    this.#world = new QuadrotorWorld({
      gates: track.gates,
      wind: scene.wind,
      seed: options.seed,
      start: courseStart(track, options.seed),
      commandStepS: CONTROL_STEP_S,
    });
    this.#picture = stillPicture(stageKey, scene, track, options.seed);
    this.#readings = new UavReadings(track, scene.attitudeErrors, options.seed, options.needs);
    this.#camera = SeatCamera.open(options);
    this.#sensors = SensorSuite.open(options.needs, {
      seed: options.seed,
      stepS: CONTROL_STEP_S,
      solids: uavSolids(this.#picture.stage, track),
      weather: scene.weather,
    });
    this.#crossing = new GateCrossing(track.gates[0] as Gate);
    this.#locate();
    this.#readings.update(this.#world, this.#position, 0, HALF_STEP_S);
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
      truth: null,
      readings: this.#shown(),
    };
  }

  advance(action: Action): void {
    if (this.over) throw new RangeError('the episode is over: nothing more can be done in it');
    const [rollRad, pitchRad, yawRateRadps, thrust] = checkFlightAction(action);
    const { state } = this.#world;
    const { xM, yM, zM } = state;
    this.#world.advance({ rollRad, pitchRad, yawRateRadps, thrust });
    this.#steps++;
    this.#locate();
    this.#deviationSumM += this.#position.deviationM;
    const missed = this.#passGates(xM, yM, zM);
    const { hit } = this.#world;
    if (hit !== null) this.#end('crash', hit.kind);
    else if (missed !== null) this.#end(...missed);
    else if (this.#gatesPassed === this.#track.gates.length) this.#end('goal');
    else if (this.#position.deviationM > OFF_COURSE_M) this.#end('off-course');
    else if (this.timeS >= this.#limitS) this.#end('timeout');
    this.#readings.update(
      this.#world,
      this.#position,
      Math.min(this.#gatesPassed, this.#track.gates.length - 1),
      this.timeS + HALF_STEP_S,
    );
  }

  score(): Score {
    return scoreFlight({
      ending: this.#ending ?? 'timeout',
      detail: this.#detail,
      gatesPassed: this.#gatesPassed,
      gateCount: this.#track.gates.length,
      meanDeviationM: this.#steps > 0 ? this.#deviationSumM / this.#steps : 0,
      timeS: this.timeS,
      timeLimitS: this.#limitS,
      steps: this.#steps,
    });
  }

  picture(): Picture {
    const { xM, yM, zM, headingRad, pitchRad, rollRad } = this.#world.state;
    const ego = { id: 'ego', kind: 'drone' as const, variant: 0, xM, yM, zM, headingRad, pitchRad, rollRad };
    return { ...this.#picture, movers: [ego], timeS: this.timeS };
  }

  cameraPose(): CameraPose {
    return bodyCamera(this.#world.state, DRONE_CAMERA, 'ego');
  }

  trace(into: Float64Array, offset: number): void {
    const { state, quadrotor } = this.#world;
    into[offset] = state.xM;
    into[offset + 1] = state.yM;
    into[offset + 2] = state.zM;
    into[offset + 3] = state.headingRad;
    into[offset + 4] = state.pitchRad;
    into[offset + 5] = state.rollRad;
    into[offset + 6] = state.vxMps;
    into[offset + 7] = state.vyMps;
    into[offset + 8] = state.vzMps;
    into[offset + 9] = state.speedMps;
    into[offset + 10] = quadrotor.rateRadps[0] as number;
    into[offset + 11] = quadrotor.rateRadps[1] as number;
    into[offset + 12] = quadrotor.rateRadps[2] as number;
    into[offset + 13] = this.#position.progressM;
    into[offset + 14] = this.#position.deviationM;
    into[offset + 15] = this.#deviationSumM;
    into[offset + 16] = this.#gatesPassed;
  }

  close(): void {
    this.#options.renderer?.release(this.#options.seat);
  }

  #frame(): Frame | null {
    return this.#camera?.frame(this.picture(), this.cameraPose(), this.#steps) ?? null;
  }

  #shown(): Readings {
    if (this.#sensors === null) return this.#readings.all;
    const pose = this.#world.state;
    const velocityMps = [pose.vxMps, pose.vyMps, pose.vzMps] as const;
    const sensed = this.#sensors.read({ timeS: this.timeS, pose, velocityMps, movers: [] });
    return { ...this.#readings.all, ...sensed };
  }

  /** Judges the last step's move by the next gate; says how the flight ended there, if it did. */
  #passGates(xM: number, yM: number, zM: number): readonly ['missed-gate' | 'crash', string | null] | null {
    const { state, quadrotor } = this.#world;
    const { gates } = this.#track;
    const crossing = this.#crossing;
    const [across, up] = reachAlong(crossing, quadrotor.turn);
    const met = crossing.test(xM, yM, zM, state.xM, state.yM, state.zM, across, up);
    const beside = Math.hypot(crossing.leftM, crossing.upM);
    if (met === 'frame') return ['crash', 'gate'];
    if (met === 'back' || (met === 'outside' && beside < BESIDE_GATE_M)) return ['missed-gate', null];
    if (met === 'through') {
      this.#gatesPassed++;
      const next = gates[this.#gatesPassed];
      if (next !== undefined) this.#crossing = new GateCrossing(next);
      return null;
    }
    const past = this.#position.progressM - gateDistanceM(this.#track, this.#gatesPassed);
    return past > PAST_GATE_M ? ['missed-gate', null] : null;
  }

  #locate(): void {
    const { xM, yM, zM } = this.#world.state;
    locateOnTrack(this.#track, xM, yM, zM, this.#position);
  }

  #end(ending: Ending, detail: string | null = null): void {
    this.#ending = ending;
    this.#detail = detail;
  }
}

/** How far rotors and guards reach along a gate's sides, as the drone leans now. */
function reachAlong(crossing: GateCrossing, turn: Float64Array): [number, number] {
  let [across, up] = [0, 0];
  for (let k = 0; k < 3; k++) {
    const [x, y, z] = [turn[k], turn[3 + k], turn[6 + k]] as [number, number, number];
    const half = QUADROTOR.halfSizeM[k] as number;
    across += half * Math.abs(crossing.leftOf(x, y, z));
    up += half * Math.abs(crossing.upOf(x, y, z));
  }
  return [across, up];
}
