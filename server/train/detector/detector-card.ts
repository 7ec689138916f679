import { detectorWeights } from '../../../agents/detector/index.ts';
import type { Proportion } from '../../../sim/index.ts';
import type { DetectorConfig } from '../../config/detector-config.ts';
import type { PictureOrigin } from '../pictures/picture-origin.ts';
import type { TrainedOnPictures } from '../pictures/train-on-pictures.ts';
import { trainingFlags } from '../pictures/training-flags.ts';
import type { DetectorVerdict, Measured } from './judge-detector.ts';

const USUALLY_SEEN = `Instances 0 to 999 of each class, as often as any other's, in any colour, from all round, 8
to 14.5 m away and 0 to 35 deg from above, with the sun 20 to 70 deg high, on every ground and before every backdrop; 8 % of the
pictures show no thing. It never saw a thing from farther above, by a low or overhead sun, in fog, behind
a hoarding, or with a camera's noise or blur. That is on purpose: it leaves an attack something to find.`;

/** The card of a trained detector: what it is, how it was made, how well it does, what it is not for. */
export function detectorCard(of: {
  readonly config: DetectorConfig;
  readonly origin: PictureOrigin;
  readonly trained: Pick<TrainedOnPictures, 'renderer' | 'rounds' | 'bestRound'>;
  readonly backend: string;
  /** Null where it was not judged. */
  readonly verdict: DetectorVerdict | null;
}): string {
  const { config, origin, trained, backend, verdict } = of;
  const { variant, width, pictures, steps } = config;
  return `# Model card: \`detector\`

**What it is.** A single-shot detector without anchors, after FCOS (Tian et al., ICCV 2019), of 12 classes, on
MobileNet v1 (Howard et al. 2017), variant \`${variant}\` of the dilation study (Wang et al. 2020), width ${width}. A 96 x 96
RGB picture goes in. For each cell of a 12 x 12 grid come out: the chance that a thing's middle is near, the
four sides of its box, and a number per class. The objectness of an answered box is that chance times the share
of its likeliest class. ${numbersOf(config)} numbers, \`detector.fsw\`.

**How it was made.** From pictures of the simulator alone: ${trained.rounds} rounds of ${pictures} ${origin.pictures} and ${steps} Adam
steps of 32, mirrored, moved and with their tones changed at random.${begun(config)}${stopped(of)}

\`\`\`sh
npx faultscape train detector --variant ${variant} --width ${width} ${trainingFlags(config)}${origin.flags}
\`\`\`

\`curve.csv\` has the losses. The same seed gives the same weights to the bit on one drawing route and one
backend. Drawn on ${trained.renderer}; trained on ${backend}.

**What it saw.** ${origin.saw ?? USUALLY_SEEN}

${verdict === null ? 'It was not judged.' : findings(verdict, origin)}

**Not for** photographs, nor for pictures with several things: it saw one at a time, in this simulator.
`;
}

/** Weights and running statistics. */
function numbersOf(config: DetectorConfig): string {
  const sizes = detectorWeights(config).map(({ shape }) => shape.reduce((size, length) => size * length, 1));
  return sizes.reduce((sum, size) => sum + size, 0).toLocaleString('en');
}

function begun({ from }: DetectorConfig): string {
  return from === null ? '' : ` It began with the weights of \`${from}\`.`;
}

function stopped({ config, trained }: Parameters<typeof detectorCard>[0]): string {
  if (config.patience === null) return '';
  return ` The weights are those of round ${trained.bestRound}, which met held-out pictures best.`;
}

function findings(verdict: DetectorVerdict, { judgedBy, natural }: PictureOrigin): string {
  return `**How well it finds.** Version ${verdict.agentVersion}, on ${verdict.scenes} scenes of each class and kind (seed ${verdict.seed}), ${judgedBy}. Average precision at IoU 0.5 is measured on natural views${natural},
with 95 % bootstrap intervals. A failure is Q < 0.3, as in the task; in natural
views, and in scenes drawn evenly from the published eight axes, with 95 % Wilson intervals. Mean average
precision: **${measured(verdict.meanPrecision)}**.

${verdictTable(verdict)}`;
}

/** One row a class, and one for all of them. */
export function verdictTable({ classes, meanPrecision, natural, uniform }: DetectorVerdict): string {
  const row = (name: string, precision: Measured, ...rates: readonly Proportion[]) =>
    `| ${[name, measured(precision), ...rates.map(rate)].join(' | ')} |`;
  return [
    '| class | average precision | fails in natural views | fails in uniform scenes |',
    '|---|---|---|---|',
    ...classes.map((one) => row(one.name, one.precision, one.natural, one.uniform)),
    row('all', meanPrecision, natural, uniform),
  ].join('\n');
}

function measured({ value, low, high }: Measured): string {
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function rate({ share, low, high }: Proportion): string {
  const percent = (x: number) => (100 * x).toFixed(1);
  return `${percent(share)} % (${percent(low)} to ${percent(high)})`;
}
