import { kendallTau } from '../../adversary/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { CurveRow, TrainingRecord } from '../train/pictures/training-state.ts';

/** What can be known of a training early on, by which the net to go on with is chosen. Of loss, lower is better. */
export const EARLY_SIGNS = ['correctedLabelBits', 'rightShare', 'loss'] as const;
export type EarlySign = (typeof EARLY_SIGNS)[number];

export interface RankedTraining {
  readonly name: string;
  /** The round, counted from 1, after which it was judged early. */
  readonly round: number;
  readonly early: Readonly<Record<EarlySign, number>>;
  /** Held-out pictures named rightly at the end; null while it is not finished. */
  readonly finalShare: number | null;
}

export interface TrainingRanking {
  /** The most bits first. */
  readonly trainings: readonly RankedTraining[];
  /** Kendall's tau of the order by each sign with the order at the end, over finished trainings; null below three. */
  readonly tau: Readonly<Record<EarlySign, number>> | null;
}

/**
 * Ranks trainings of classifiers by what is known after `share` of their rounds (Cheng, Lian, Gao, Geng, Entropy 2019:
 * the information plane chooses a model before it is trained). Throws an error of kind `data` where a training
 * has not come so far, or tells no information plane.
 */
export function rankTrainings(
  trainings: readonly { readonly name: string; readonly record: TrainingRecord }[],
  share: number,
): TrainingRanking {
  const ranked = trainings.map(({ name, record }) => rankedOf(name, record, share));
  const finished = ranked.filter(({ finalShare }) => finalShare !== null);
  const finals = finished.map(({ finalShare }) => finalShare as number);
  const tauOf = (sign: EarlySign) =>
    (sign === 'loss' ? -1 : 1) *
    kendallTau(
      finished.map(({ early }) => early[sign]),
      finals,
    );
  return {
    trainings: ranked.sort((a, b) => b.early.correctedLabelBits - a.early.correctedLabelBits),
    tau:
      finished.length < 3
        ? null
        : {
            correctedLabelBits: tauOf('correctedLabelBits'),
            rightShare: tauOf('rightShare'),
            loss: tauOf('loss'),
          },
  };
}

function rankedOf(
  name: string,
  { settings, rounds, names, curve }: TrainingRecord,
  share: number,
): RankedTraining {
  const asked = Number(settings.rounds);
  const round = Math.max(1, Math.ceil(share * asked));
  const heldOut = curve.filter(({ set }) => set === 'held-out');
  const row = heldOut[round - 1];
  const at = (of: CurveRow, figure: string) => of.figures[names.indexOf(figure)] as number;
  if (!names.includes('correctedLabelBits')) {
    throw new FaultscapeError('data', `The training ${name} tells no information plane.`, {
      expected: 'a training of a classifier',
      got: `one that tells ${names.join(', ')}`,
      hint: 'faultscape train classifier',
    });
  }
  if (row === undefined) {
    throw new FaultscapeError('data', `The training ${name} has not come so far.`, {
      expected: `${round} of its ${asked} rounds`,
      got: String(rounds),
      hint: 'go on with it, or rank by a smaller --after',
    });
  }
  const last = heldOut.at(-1) as CurveRow;
  return {
    name,
    round,
    early: {
      correctedLabelBits: at(row, 'correctedLabelBits'),
      rightShare: 1 - at(row, 'wrongShare'),
      loss: at(row, 'total'),
    },
    finalShare: rounds === asked ? 1 - at(last, 'wrongShare') : null,
  };
}
