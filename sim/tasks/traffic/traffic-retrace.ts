import type { CameraPose, Picture } from '../../scene/picture.ts';
import type { Retrace, Score } from '../../task.ts';
import type { ActorSpec } from '../../world/traffic/actor.ts';
import { TTC_HORIZON_S } from '../../world/traffic/time-to-collision.ts';
import { Traffic } from '../../world/traffic/traffic.ts';
import { TRACE_NAMES } from '../driving/driving-episode.ts';
import { DrivingRetrace } from '../driving/driving-retrace.ts';
import { CONFLICTS, trafficCast } from './traffic-cast.ts';
import { EGO_ROUTE } from './traffic-route.ts';
import type { TrafficScene } from './traffic-scene.ts';
import { scoreTraffic } from './traffic-score.ts';
import { actorMover } from './traffic-view.ts';
import { WATCH_M } from './traffic-watch.ts';

const NEAR_AT = TRACE_NAMES.length;
const ACTORS_AT = NEAR_AT + 2;

/** A logged drive among others as it looked: paths from the scene and the seed, places on them from the trace. */
export class TrafficRetrace implements Retrace {
  readonly routeXyM: Float64Array;
  readonly start: Float64Array;
  readonly #drive: DrivingRetrace;
  readonly #actors: readonly ActorSpec[];

  constructor(stageKey: string, scene: TrafficScene, seed: number) {
    this.#drive = new DrivingRetrace(stageKey, scene.drive, EGO_ROUTE, seed);
    this.routeXyM = this.#drive.routeXyM;
    this.#actors = trafficCast(scene.plan, seed);
    const { alongM, speedMps } = new Traffic(this.#actors, CONFLICTS, null);
    const others = this.#actors.flatMap((_, i) => [alongM[i] as number, speedMps[i] as number]);
    this.start = Float64Array.of(...this.#drive.start, WATCH_M, TTC_HORIZON_S, ...others);
  }

  picture(row: ArrayLike<number>, timeS: number): Picture {
    const picture = this.#drive.picture(row, timeS);
    const others = this.#actors.flatMap(
      (actor, i) =>
        actorMover(actor, row[ACTORS_AT + 2 * i] as number, row[ACTORS_AT + 2 * i + 1] as number) ?? [],
    );
    return { ...picture, movers: [...picture.movers, ...others] };
  }

  cameraPose(row: ArrayLike<number>): CameraPose {
    return this.#drive.cameraPose(row);
  }

  score(row: ArrayLike<number>, timeS: number): Pick<Score, 'total' | 'terms'> {
    return scoreTraffic(
      this.#drive.drive(row, timeS),
      { minDistanceM: row[NEAR_AT] as number, minTtcS: row[NEAR_AT + 1] as number },
      null,
      { spare: false },
    );
  }
}
