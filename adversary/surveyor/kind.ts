import type { Notes } from '../course.ts';
import { CourseAdversary } from '../course.ts';
import { BASELINE, real, SAMPLES, whole } from '../number-options.ts';
import type { AdversaryKind } from '../registry.ts';
import { survey } from './surveyor.ts';

export const surveyorKind: AdversaryKind = {
  name: 'surveyor',
  description: 'maps where scenes fail, then draws from everywhere that the map is sure of',
  options: [
    SAMPLES,
    BASELINE,
    real('first', 'share', [0.01, 1], 0.2, 'part of the samples that is spread evenly first'),
    real('drawn', 'share', [0, 0.9], 0.1, 'part of the samples that is drawn from the map at last'),
    whole('batch', 'episodes', 1, 10, 'scenes run before the map is made anew', 10_000),
    real('border', 'share', [0, 1], 0.25, 'part of a batch where it is least clear whether scenes fail'),
    real(
      'even',
      'share',
      [0, 1],
      0.15,
      'part of a batch that goes on being spread evenly, whatever the map says',
    ),
    real('blind', 'share', [0, 1], 0.9, 'the same where the map foretells nothing'),
    real('sure', 'share', [0.5, 1], 0.99, 'of the scenes that the map calls failing, how many must fail'),
    real('met', 'share', [0, 1], 0.5, 'part of the draws that are failures met, where those fail again'),
    whole('most', 'trials', 10, 500, 'trials that the map is made from, at most', 5000),
  ],
  create(options, context) {
    const begin = (notes: Notes) => survey(options, context, notes);
    const [length, baseline] = [Number(options.samples), Number(options.baseline)];
    return new CourseAdversary({ name: 'surveyor', length, baseline, begin }, context);
  },
};
