import type { CameraPose, Picture } from '../../scene/picture.ts';
import type { Retrace, Score } from '../../task.ts';
import { OBJECT_NAMES, traceRow } from './detection-episode.ts';
import type { DetectionShot } from './detection-shot.ts';
import type { Marking } from './marking.ts';

/** A logged shot as it looked: nothing in it moves. */
export class DetectionRetrace<Terms extends Readonly<Record<string, number>>> implements Retrace {
  readonly routeXyM = null;
  readonly start: Float64Array;
  readonly #shot: DetectionShot;
  readonly #marking: Marking<Terms>;

  constructor(shot: DetectionShot, marking: Marking<Terms>) {
    this.#shot = shot;
    this.#marking = marking;
    const sight = shot.sight(1);
    this.start = traceRow(marking, shot, sight, marking.mark(null, sight));
  }

  picture(_row: ArrayLike<number>, timeS: number): Picture {
    return { ...this.#shot.picture, timeS };
  }

  cameraPose(): CameraPose {
    return this.#shot.pose;
  }

  score(row: ArrayLike<number>): Pick<Score, 'total' | 'terms'> {
    const logged = this.#marking.termNames.map((name, i) => [name, row[OBJECT_NAMES.length + i] as number]);
    const { total, terms } = this.#marking.score(Object.fromEntries(logged) as Terms, 1);
    return { total, terms };
  }
}
