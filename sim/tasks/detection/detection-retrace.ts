import type { CameraPose, Picture } from '../../scene/picture.ts';
import type { Retrace, Score } from '../../task.ts';
import { TRACE_NAMES, traceRow } from './detection-episode.ts';
import { judge, scoreDetection } from './detection-score.ts';
import type { DetectionShot } from './detection-shot.ts';

/** A logged shot as it looked: nothing in it moves. */
export class DetectionRetrace implements Retrace {
  readonly routeXyM = null;
  readonly start: Float64Array;
  readonly #shot: DetectionShot;

  constructor(shot: DetectionShot) {
    this.#shot = shot;
    const sight = shot.sight(1);
    this.start = traceRow(shot, sight, judge([], sight));
  }

  picture(_row: ArrayLike<number>, timeS: number): Picture {
    return { ...this.#shot.picture, timeS };
  }

  cameraPose(): CameraPose {
    return this.#shot.pose;
  }

  score(row: ArrayLike<number>): Pick<Score, 'total' | 'terms'> {
    const at = (name: (typeof TRACE_NAMES)[number]) => row[TRACE_NAMES.indexOf(name)] as number;
    const { total, terms } = scoreDetection(
      {
        objectness: at('objectness'),
        iou: at('iou'),
        otherObjectness: at('otherObjectness'),
        keptBoxes: at('keptBoxes'),
        visibleShare: at('visibleShare'),
      },
      1,
    );
    return { total, terms };
  }
}
