import type { Route } from '../../geometry/route.ts';
import type { CameraPose, Mover, Picture } from '../../scene/picture.ts';
import { townStage } from '../../scene/town-stage.ts';
import { mountedCamera } from '../../sensors/mounted-camera.ts';
import type { Retrace, Score } from '../../task.ts';
import { TRACE_NAMES } from './driving-episode.ts';
import type { DrivingScene } from './driving-scene.ts';
import { type Drive, scoreDrive, timeLimitS } from './driving-score.ts';
import { drivingStart } from './driving-start.ts';

type Name = (typeof TRACE_NAMES)[number];

/** A logged drive as it looked, from its trace. */
export class DrivingRetrace implements Retrace {
  readonly routeXyM: Float64Array;
  readonly start: Float64Array;
  readonly #scene: DrivingScene;
  readonly #still: Picture;
  readonly #routeLengthM: number;

  constructor(stageKey: string, scene: DrivingScene, route: Route, seed: number) {
    const { path } = route;
    this.routeXyM = path.xyM;
    this.#routeLengthM = path.lengthM;
    this.#scene = scene;
    const { xM, yM, headingRad, offsetM } = drivingStart(route, seed);
    const start: Partial<Record<Name, number>> = { xM, yM, headingRad, offsetM };
    this.start = Float64Array.from(TRACE_NAMES, (name) => start[name] ?? 0);
    const stage = townStage(stageKey, path, seed);
    this.#still = { stage, weather: scene.weather, road: scene.road, movers: [], timeS: 0 };
  }

  picture(row: ArrayLike<number>, timeS: number): Picture {
    return { ...this.#still, movers: [ego(row)], timeS };
  }

  cameraPose(row: ArrayLike<number>): CameraPose {
    return mountedCamera(ego(row), this.#scene.camera, 'ego');
  }

  score(row: ArrayLike<number>, timeS: number): Pick<Score, 'total' | 'terms'> {
    return scoreDrive(this.drive(row, timeS));
  }

  /** The drive so far in numbers, as if it had been cut here. */
  drive(row: ArrayLike<number>, timeS: number): Drive {
    return {
      ending: 'timeout',
      detail: null,
      progressM: at(row, 'progressM'),
      routeLengthM: this.#routeLengthM,
      wrongLaneS: at(row, 'wrongLaneS'),
      timeS,
      timeLimitS: timeLimitS(this.#routeLengthM),
      steps: 0,
    };
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

const PLACE = Object.fromEntries(TRACE_NAMES.map((name, i) => [name, i])) as Readonly<Record<Name, number>>;

function at(row: ArrayLike<number>, name: Name): number {
  return row[PLACE[name]] as number;
}
