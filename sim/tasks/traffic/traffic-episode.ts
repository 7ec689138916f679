import type { Action, Observation } from '../../agent.ts';
import { TOWN } from '../../geometry/town.ts';
import { type CameraPose, MOVER_KINDS, type Mover, type Picture } from '../../scene/picture.ts';
import type { Episode, EpisodeOptions, Score } from '../../task.ts';
import { CAR, GRAVITY_MPS2 } from '../../world/car.ts';
import { strikeOf } from '../../world/traffic/accident.ts';
import type { ActorSpec } from '../../world/traffic/actor.ts';
import { type Body, emptyBody, placeBody, touch } from '../../world/traffic/body.ts';
import { passagesOf } from '../../world/traffic/passages.ts';
import { Traffic } from '../../world/traffic/traffic.ts';
import { CONTROL_STEP_S, DrivingEpisode, TRACE_NAMES } from '../driving/driving-episode.ts';
import { frictionCoefficient } from '../driving/driving-scene.ts';
import { stageSolids } from '../driving/stage-solids.ts';
import { CONFLICTS, trafficCast } from './traffic-cast.ts';
import { EGO_ROUTE } from './traffic-route.ts';
import { NOMINAL_PLAN, type TrafficScene } from './traffic-scene.ts';
import { type Accident, scoreTraffic } from './traffic-score.ts';
import { actorMover } from './traffic-view.ts';
import { TrafficWatch } from './traffic-watch.ts';

/** Names of the cast, always the same; two numbers of each are traced. */
const ACTOR_IDS = trafficCast(NOMINAL_PLAN, 0).map(({ id }) => id);

export const TRAFFIC_TRACE_NAMES = [
  ...TRACE_NAMES,
  'minDistanceM',
  'minTtcS',
  ...ACTOR_IDS.flatMap((id) => [`${id}.alongM`, `${id}.speedMps`]),
];

export const ACTOR_COUNT = ACTOR_IDS.length;
/** Numbers told of each actor: x, y, heading, speed, length, width, kind. */
export const ACTOR_NUMBERS = 7;
/** The kind of an actor that is not in the town. */
const NOBODY = -1;
/** As often as the car's physics. */
const SUBSTEPS = 12;
/** Two farther apart than this at a step's end did not touch in it. */
const NEAR_M = 9;
const EGO_PASSAGES = passagesOf(TOWN, EGO_ROUTE);

/**
 * A drive among others: a drive, and everybody else moved after it step by step. Its one danger is the
 * drive's: what is observed shares memory with the next observation.
 */
export class TrafficEpisode implements Episode {
  readonly #drive: DrivingEpisode;
  readonly #needsTruth: boolean;
  readonly #spare: boolean;
  readonly #brakingMps2: number;
  readonly #actors: readonly ActorSpec[];
  readonly #traffic: Traffic;
  readonly #watch: TrafficWatch;
  readonly #ego: Body = emptyBody(CAR.lengthM / 2, CAR.widthM / 2);
  readonly #way = { passages: EGO_PASSAGES, progressM: 0, speedMps: 0, halfLengthM: CAR.lengthM / 2 };
  readonly #view = { timeS: 0, progressM: 0, speedMps: 0 };
  readonly #mine: Body = emptyBody(0, 0);
  readonly #theirs: Body = emptyBody(0, 0);
  readonly #told: Float64Array;
  #accident: Accident | null = null;

  constructor(
    stageKey: string,
    scene: TrafficScene,
    options: EpisodeOptions,
    { spare }: { readonly spare: boolean },
  ) {
    this.#drive = new DrivingEpisode(stageKey, scene.drive, EGO_ROUTE, options, () => this.#movers());
    this.#needsTruth = options.needs.truth;
    this.#spare = spare;
    this.#brakingMps2 = frictionCoefficient(scene.drive.weather.wetness) * GRAVITY_MPS2;
    this.#actors = trafficCast(scene.plan, options.seed);
    this.#seeEgo();
    this.#traffic = new Traffic(this.#actors, CONFLICTS, { body: this.#ego, way: this.#way });
    this.#watch = new TrafficWatch(this.#traffic, this.#ego, stageSolids(this.#drive.picture().stage.items));
    this.#watch.note();
    this.#told = new Float64Array(this.#actors.length * ACTOR_NUMBERS);
  }

  get over(): boolean {
    return this.#drive.over;
  }

  observe(): Observation {
    const seen = this.#drive.observe();
    if (!this.#needsTruth) return seen;
    return { ...seen, readings: { ...seen.readings, actors: this.#actorsTold() } };
  }

  advance(action: Action): void {
    const { xM, yM, headingRad } = this.#drive.car;
    this.#drive.advance(action);
    this.#traffic.advance(this.#view, CONTROL_STEP_S);
    const hit = this.#firstHit(xM, yM, headingRad);
    this.#seeEgo();
    this.#watch.note();
    if (hit === null) return;
    this.#accident = {
      hitByEgo: hit.byEgo,
      hitByOther: hit.byOther,
      avoidable: this.#watch.avoidable(hit.actor, this.#brakingMps2),
    };
    this.#drive.collide(hit.actor.kind);
  }

  score(): Score {
    const { minDistanceM, minTtcS } = this.#watch;
    return scoreTraffic(this.#drive.drive, { minDistanceM, minTtcS }, this.#accident, { spare: this.#spare });
  }

  picture(): Picture {
    return this.#drive.picture();
  }

  cameraPose(): CameraPose {
    return this.#drive.cameraPose();
  }

  trace(into: Float64Array, offset: number): void {
    this.#drive.trace(into, offset);
    let at = offset + TRACE_NAMES.length;
    into[at++] = this.#watch.minDistanceM;
    into[at++] = this.#watch.minTtcS;
    for (let i = 0; i < this.#actors.length; i++) {
      into[at++] = this.#traffic.alongM[i] as number;
      into[at++] = this.#traffic.speedMps[i] as number;
    }
  }

  close(): void {
    this.#drive.close();
  }

  #movers(): Mover[] {
    const { alongM, speedMps } = this.#traffic;
    return this.#actors.flatMap(
      (actor, i) => actorMover(actor, alongM[i] as number, speedMps[i] as number) ?? [],
    );
  }

  #seeEgo(): void {
    const { xM, yM, headingRad, speedMps } = this.#drive.car;
    const { progressM, timeS } = this.#drive.drive;
    placeBody(this.#ego, xM, yM, headingRad);
    this.#ego.speedMps = speedMps;
    this.#way.progressM = progressM;
    this.#way.speedMps = speedMps;
    this.#view.timeS = timeS;
    this.#view.progressM = progressM;
    this.#view.speedMps = speedMps;
  }

  /** Goes through the step at the rate of the car's physics and finds whom it touched first. */
  #firstHit(
    xM: number,
    yM: number,
    headingRad: number,
  ): { readonly actor: ActorSpec; readonly byEgo: boolean; readonly byOther: boolean } | null {
    const now = this.#drive.car;
    const turn = now.headingRad - headingRad;
    const turnRad = Math.atan2(Math.sin(turn), Math.cos(turn));
    const mine = this.#mine;
    mine.halfLengthM = this.#ego.halfLengthM;
    mine.halfWidthM = this.#ego.halfWidthM;
    let earliest = SUBSTEPS + 1;
    let hit: { actor: ActorSpec; byEgo: boolean; byOther: boolean } | null = null;
    for (let i = 0; i < this.#actors.length; i++) {
      const body = this.#traffic.bodies[i] as Body;
      const dx = body.xM - now.xM;
      const dy = body.yM - now.yM;
      if (!this.#traffic.isPresent(i) || dx * dx + dy * dy > NEAR_M * NEAR_M) continue;
      for (let k = 1; k <= SUBSTEPS && k < earliest; k++) {
        const share = k / SUBSTEPS;
        if (!this.#traffic.placeDuring(i, share * CONTROL_STEP_S, this.#theirs)) break;
        placeBody(mine, xM + share * (now.xM - xM), yM + share * (now.yM - yM), headingRad + share * turnRad);
        if (!touch(mine, this.#theirs)) continue;
        earliest = k;
        hit = { actor: this.#actors[i] as ActorSpec, ...strikeOf(mine, this.#theirs) };
      }
    }
    return hit;
  }

  #actorsTold(): Float64Array {
    const told = this.#told;
    for (let i = 0; i < this.#actors.length; i++) {
      const at = i * ACTOR_NUMBERS;
      if (!this.#traffic.isPresent(i)) {
        told.fill(0, at, at + ACTOR_NUMBERS - 1);
        told[at + 6] = NOBODY;
        continue;
      }
      const body = this.#traffic.bodies[i] as Body;
      told[at] = body.xM;
      told[at + 1] = body.yM;
      told[at + 2] = Math.atan2(body.sin, body.cos);
      told[at + 3] = body.speedMps;
      told[at + 4] = 2 * body.halfLengthM;
      told[at + 5] = 2 * body.halfWidthM;
      told[at + 6] = MOVER_KINDS.indexOf((this.#actors[i] as ActorSpec).kind);
    }
    return told;
  }
}
