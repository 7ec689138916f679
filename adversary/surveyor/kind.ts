import type { Notes } from '../course.ts';
import { CourseAdversary } from '../course.ts';
import { BASELINE, real, SAMPLES, whole } from '../number-options.ts';
import type { AdversaryKind } from '../registry.ts';
import { survey } from './surveyor.ts';

export const surveyorKind: AdversaryKind = {
  name: 'surveyor',
  description: 'maps where scenes fail, then draws evenly from the map where it is sure',
  options: [
    SAMPLES,
    BASELINE,
    real('first', 'share', [0.01, 1], 0.2, 'part of the samples that is spread evenly first'),
    real('drawn', 'share', [0, 0.9], 0.15, 'part of the samples that is drawn from the map at last'),
    whole('batch', 'episodes', 1, 10, 'scenes run before the map is made anew', 10_000),
    real('border', 'share', [0, 1], 0.3, 'part of a batch where it is least clear whether scenes fail'),
    real('even', 'share', [0, 1], 0.1, 'part of a batch that is farthest from all that was run'),
    real('sure', 'share', [0.5, 1], 0.99, 'of the scenes that the map calls failing, how many must fail'),
    whole('most', 'trials', 10, 500, 'trials that the map is made from, at most', 5000),
  ],
  create(options, context) {
    const begin = (notes: Notes) => survey(options, context, notes);
    const [length, baseline] = [Number(options.samples), Number(options.baseline)];
    return new CourseAdversary({ name: 'surveyor', length, baseline, begin }, context);
  },
};
