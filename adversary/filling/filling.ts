import { FaultscapeError } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { type Course, CourseAdversary, type Notes, seenFailures } from '../course.ts';
import { SAMPLES } from '../number-options.ts';
import type { OptionSpec, OptionValues } from '../options.ts';
import type { AdversaryContext, AdversaryKind } from '../registry.ts';

/** Points that fill the box evenly, whatever the scores. */
export interface Filling {
  readonly name: string;
  readonly description: string;
  /** "filling" where every part of the box is as likely as any other; reports count that as uniform. */
  readonly phase: string;
  /** What it takes besides `samples`. */
  readonly options: readonly OptionSpec[];
  /** At most n points; fewer where there are no more. */
  points(n: number, context: AdversaryContext, options: OptionValues): readonly Point[];
}

/** A filling as an adversary: one stage, and the failures met are what it leaves. */
export function fillingKind(filling: Filling): AdversaryKind {
  return {
    name: filling.name,
    description: filling.description,
    options: [SAMPLES, ...filling.options],
    create(options, context) {
      const points = filling.points(Number(options.samples), context, options);
      if (points.length === 0) throw new FaultscapeError('usage', `${filling.name} gives no point.`);
      return new CourseAdversary(
        {
          name: filling.name,
          length: points.length,
          baseline: 0,
          begin: (notes) => walk(filling.phase, points, notes),
        },
        context,
      );
    },
  };
}

function* walk(phase: string, points: readonly Point[], notes: Notes): Course {
  notes.figures.samples = points.length;
  const trials = yield { phase, points };
  return seenFailures(trials, notes);
}
