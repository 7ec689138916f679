import type { Proportion } from '../../../sim/index.ts';
import type { ClassifierConfig } from '../../config/classifier-config.ts';
import type { PictureOrigin } from '../pictures/picture-origin.ts';
import type { TrainedOnPictures } from '../pictures/train-on-pictures.ts';
import { trainingFlags } from '../pictures/training-flags.ts';
import type { ClassifierVerdict, KindVerdict } from './judge-classifier.ts';

const USUALLY_SEEN = `What \`detector\` sees: instances 0 to 999 of each class in natural views, by day, in clear air, with
nothing in front. What lies beyond is left for an attack to find.`;

/** The card of a trained classifier: what it is, how it was made, how well it does, what it is not for. */
export function classifierCard(of: {
  readonly config: ClassifierConfig;
  readonly origin: PictureOrigin;
  readonly trained: Pick<TrainedOnPictures, 'renderer' | 'rounds' | 'bestRound'>;
  readonly backend: string;
  /** Null where it was not judged. */
  readonly verdict: ClassifierVerdict | null;
}): string {
  const { config, origin, trained, backend, verdict } = of;
  const { variant, width, pictures, steps } = config;
  return `# Model card: \`classifier\`, ${variant}

**What it is.** MobileNet v1 (Howard et al. 2017), variant \`${variant}\` of the dilation study (Wang et al. 2020), width
${width}; a 96 x 96 RGB picture goes in, a probability for each of 12 classes comes out.

**How it was made.** From pictures of the simulator alone: ${trained.rounds} rounds of ${pictures} ${origin.pictures} and ${steps} Adam
steps of 32, mirrored, moved and with their tones changed at random.${stopped(of)}

\`\`\`sh
npx faultscape train classifier --variant ${variant} --width ${width} ${trainingFlags(config)}${origin.flags}
\`\`\`

\`curve.csv\` has the losses. The same seed gives the same weights to the bit on one drawing route and one
backend. Drawn on ${trained.renderer}; trained on ${backend}.

**What it saw.** ${origin.saw ?? USUALLY_SEEN}

${verdict === null ? 'It was not judged.' : findings(verdict, origin)}

**Not for** photographs, nor for pictures with several things.
`;
}

function stopped({ config, trained }: Parameters<typeof classifierCard>[0]): string {
  if (config.patience === null) return '';
  return ` The weights are those of round ${trained.bestRound}, which met held-out pictures best.`;
}

function findings(
  { natural, uniform, scenes, seed, agentVersion }: ClassifierVerdict,
  { judgedBy }: PictureOrigin,
): string {
  return `**How well it names.** Version ${agentVersion}, on ${scenes} scenes of each class and kind (seed ${seed}), ${judgedBy}: in natural views, and in scenes drawn evenly from the published eight axes; 95 % Wilson
intervals. The plane's figures are bits, with the bias of counting taken off by shuffled labels
([docs/perception.md](../../docs/perception.md)).

| class | right in natural views | right in uniform scenes |
|---|---|---|
${natural.byClass
  .map(
    ({ name, right }, k) =>
      `| ${name} | ${rate(right)} | ${rate((uniform.byClass[k] as { right: Proportion }).right)} |`,
  )
  .join('\n')}
| all | ${rate(natural.right)} | ${rate(uniform.right)} |

| scenes | I(X;T) | I(T;Y), corrected | bound |
|---|---|---|---|
${[natural, uniform].map(planeRow).join('\n')}`;
}

function planeRow({ kind, plane }: KindVerdict): string {
  const { inputBits, correctedLabelBits, boundBits } = plane;
  return `| ${kind} | ${inputBits.toFixed(2)} | ${correctedLabelBits.toFixed(2)} | ${boundBits.toFixed(2)} |`;
}

function rate({ share, low, high }: Proportion): string {
  const percent = (x: number) => (100 * x).toFixed(1);
  return `${percent(share)} % (${percent(low)} to ${percent(high)})`;
}
