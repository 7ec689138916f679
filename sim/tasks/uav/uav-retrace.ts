import type { GateTrack } from '../../geometry/gate-track.ts';
import type { CameraPose, Mover, Picture } from '../../scene/picture.ts';
import { bodyCamera } from '../../sensors/body-camera.ts';
import type { Retrace, Score } from '../../task.ts';
import { courseStart, timeLimitS } from './uav-course.ts';
import { CONTROL_STEP_S, TRACE_NAMES } from './uav-episode.ts';
import { DRONE_CAMERA, stillPicture } from './uav-look.ts';
import type { UavScene } from './uav-scene.ts';
import { scoreFlight } from './uav-score.ts';

type Name = (typeof TRACE_NAMES)[number];

/** A logged flight as it looked, from its trace. */
export class UavRetrace implements Retrace {
  /** The centre line from above, closed. */
  readonly routeXyM: Float64Array;
  readonly start: Float64Array;
  readonly #still: Picture;
  readonly #gateCount: number;
  readonly #limitS: number;

  constructor(stageKey: string, scene: UavScene, track: GateTrack, seed: number) {
    const { count, xyzM } = track;
    this.routeXyM = Float64Array.from(
      { length: 2 * (count + 1) },
      (_, i) => xyzM[3 * ((i >> 1) % count) + (i % 2)] as number,
    );
    const { xM, yM, zM, headingRad } = courseStart(track, seed);
    const start: Partial<Record<Name, number>> = { xM, yM, zM, headingRad };
    this.start = Float64Array.from(TRACE_NAMES, (name) => start[name] ?? 0);
    this.#still = stillPicture(stageKey, scene, track, seed);
    this.#gateCount = track.gates.length;
    this.#limitS = timeLimitS(track);
  }

  picture(row: ArrayLike<number>, timeS: number): Picture {
    return { ...this.#still, movers: [ego(row)], timeS };
  }

  cameraPose(row: ArrayLike<number>): CameraPose {
    return bodyCamera(ego(row), DRONE_CAMERA, 'ego');
  }

  score(row: ArrayLike<number>, timeS: number): Pick<Score, 'total' | 'terms'> {
    const steps = Math.round(timeS / CONTROL_STEP_S);
    return scoreFlight({
      ending: 'timeout',
      detail: null,
      gatesPassed: at(row, 'gatesPassed'),
      gateCount: this.#gateCount,
      meanDeviationM: steps > 0 ? at(row, 'deviationSumM') / steps : 0,
      timeS,
      timeLimitS: this.#limitS,
      steps,
    });
  }
}

function ego(row: ArrayLike<number>): Mover {
  return {
    id: 'ego',
    kind: 'drone',
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
