import { standardDeviation } from '../../sim/core/index.ts';
import { svmTrainer } from '../models/svm.ts';
import { real, whole } from '../number-options.ts';
import { rankerKind } from './rankers.ts';

/** Larger than any lean: a lower bin always goes first. */
const BIN_STEP = 1e6;

/**
 * The baseline "multi-class SVM" of Hamdi, Mueller and Ghanem (SADA, AAAI 2020): scores are cut into
 * equal bins between the lowest and the highest, and a support vector machine learns the bin. The
 * lowest bin goes first, within a bin the scene that leans most to lower bins. Gamma is one over
 * the number of axes times the variance of the coordinates.
 */
export const svmKind = rankerKind({
  name: 'svm',
  description: 'runs the scenes that a support vector machine puts into the lowest bin of scores',
  options: [
    whole('bins', 'bins', 2, 5, 'equal parts of the range of scores', 100),
    real('cost', '', [1e-6, 1e6], 1, 'C: cost of a training scene in the wrong bin'),
  ],
  prepare: svmTrainer,
  learn(trials, options, _, train) {
    const points = trials.map((trial) => trial.point);
    const scores = trials.map((trial) => trial.score);
    const lowest = Math.min(...scores);
    const width = (Math.max(...scores) - lowest) / Number(options.bins) || 1;
    const labels = scores.map((q) => Math.min(Number(options.bins) - 1, Math.floor((q - lowest) / width)));
    const deviation = standardDeviation(points.flat());
    const gamma = 1 / ((points[0]?.length ?? 1) * deviation * deviation || 1);
    const machine = train(points, labels, { cost: Number(options.cost), gamma });
    const sizes = Array.from(
      { length: Number(options.bins) },
      (_, bin) => labels.filter((label) => label === bin).length,
    );
    return {
      rank(point) {
        const { label, lean } = machine.classify(point);
        return label * BIN_STEP - lean;
      },
      figures: { gamma, lowest, binWidth: width, trialsPerBin: sizes },
    };
  },
});
