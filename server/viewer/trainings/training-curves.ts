import type { TrainingDetail } from '../../http/api.ts';
import type { ColourName } from '../charts/colours.ts';
import { type Series, thinned } from '../charts/series.ts';

export interface Curves {
  readonly title: string;
  /** What it means, in a sentence. */
  readonly meaning: string;
  readonly isShare: boolean;
  readonly series: readonly Series[];
}

const POINTS_SHOWN = 400;

/** What the figures of a training are called on the page; those it does not know are shown by their own name. */
const KNOWN: Readonly<Record<string, Pick<Curves, 'title' | 'meaning' | 'isShare'>>> = {
  total: {
    title: 'Loss',
    meaning: 'What the training lowers; on held-out pictures, what counts.',
    isShare: false,
  },
  wrongShare: {
    title: 'Wrong answers',
    meaning: 'Pictures whose likeliest class is another one.',
    isShare: true,
  },
  inputBits: {
    title: 'I(X;T)',
    meaning: 'Bits that the binned answers tell of the picture: the first axis of the information plane.',
    isShare: false,
  },
  labelBits: { title: 'I(T;Y)', meaning: 'Bits that they tell of the class, as counted.', isShare: false },
  correctedLabelBits: {
    title: 'I(T;Y), corrected',
    meaning: 'The same less what shuffled labels come to; log2 of the classes at most.',
    isShare: false,
  },
};

const LOOKS: Readonly<Record<'training' | 'held-out', { colour: ColourName; dash: readonly number[] }>> = {
  training: { colour: '--pool', dash: [7, 4] },
  'held-out': { colour: '--generated', dash: [] },
};

/** One chart a figure, of training and of held-out pictures, and one of the learning rate. */
export function trainingCurves({ names, curve }: TrainingDetail): readonly Curves[] {
  const figures = names.map((name, at): Curves => {
    const about = KNOWN[name] ?? { title: name, meaning: 'A part of the loss.', isShare: false };
    const series = (['training', 'held-out'] as const).flatMap((set): Series[] => {
      const points = curve.flatMap(({ step, set: of, figures }) => {
        const y = figures[at];
        return of === set && y !== undefined ? [{ x: step, y }] : [];
      });
      return points.length === 0 ? [] : [{ name: set, ...LOOKS[set], points: thinned(points, POINTS_SHOWN) }];
    });
    return { ...about, series };
  });
  const rates = curve.map(({ step, learningRate }) => ({ x: step, y: learningRate }));
  const rate: Curves = {
    title: 'Learning rate',
    meaning: 'Of Adam; it rises, and falls along a cosine.',
    isShare: false,
    series: [{ name: 'rate', colour: '--accent', dash: [], points: thinned(rates, POINTS_SHOWN) }],
  };
  return [...figures, rate].filter(({ series }) => series.some(({ points }) => points.length > 0));
}
