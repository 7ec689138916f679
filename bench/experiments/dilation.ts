import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MOBILE_NET_VARIANTS, type MobileNetVariant } from '../../agents/perception/index.ts';
import { loadTensorflow } from '../../agents/tensor/index.ts';
import { ATTACK, attackOne } from './dilation/attack-one.ts';
import { STUDY_COUNTS, studyPictures } from './dilation/study-pictures.ts';
import { accuracyTable, attackTable, foresightTable } from './dilation/study-report.ts';
import { STUDY_TRAINING, type TrainedNet, trainOne } from './dilation/train-one.ts';

/**
 * The dilation study: trains every variant with every seed on the same pictures, attacks every net, and writes
 * dilation.md: `npx tsx bench/experiments/dilation.ts FOLDER`. What is done is kept there; started again, it goes on.
 */
const folder = process.argv[2] ?? 'runs/dilation';
const SEEDS = [1, 2, 3];
mkdirSync(folder, { recursive: true });
const say = (text: string) => process.stderr.write(`${text}\n`);

const nets: TrainedNet[] = [];
const pictures = studyPictures(folder, say);
for (const seed of SEEDS) {
  for (const variant of MOBILE_NET_VARIANTS) nets.push(await netOf(variant, seed));
}

const attacked = nets.map((net) => {
  const name = `${net.variant}-${net.seed}`;
  say(`attacking ${name}`);
  return attackOne(net, join(folder, `${name}.fsw`), join(folder, 'attacks', name));
});

const { detail } = await loadTensorflow();
const { width, steps, checkpoints, learningRate } = STUDY_TRAINING;
writeFileSync(
  fileURLToPath(new URL('dilation.md', import.meta.url)),
  `# The dilation study

\`npx tsx bench/experiments/dilation.ts\` wrote this page (${detail}; Node ${process.version}).

MobileNet v1 of width ${width} on 96 x 96 pictures of twelve classes: the base, its dilated variants D1 to D3 (Wang et al.,
Comput. Intell. Neurosci. 2020), and a control, \`stride-1\`, with D1's resolution and without its dilation. Equal weights, name by
name; equal seeds begin with equal weights and see the same pictures in the same order. ${STUDY_COUNTS.training} training pictures,
${steps} steps of 32, Adam with a highest rate of ${learningRate}; ${STUDY_COUNTS.validation} validation pictures, looked at ${checkpoints} times along the way;
${STUDY_COUNTS.test} test pictures of shapes that neither shows, looked at once.

## Accuracy on the test pictures, %

${accuracyTable(nets)}

The gain is the mean over the seeds with Student's interval at 95 %. McNemar's test pairs the two nets of a seed on the test
pictures. The published gains are the paper's, of one run each, on Caltech-101, Caltech-256 and AwA: photographs, other
sizes, other counts of classes.

## What foresees the order at the end

Kendall's tau of the ${nets.length} nets' order on validation pictures, along the training, with their order on the test pictures at
the end.

${foresightTable(nets)}

## How often an attack finds failures

\`faultscape attack ${ATTACK} --agent classifier:NET\`; Wilson intervals at 95 %. Bits are the corrected I(T;Y) of the 100 random
and the 100 generated scenes: what the answers still tell of the class.

${attackTable(attacked)}
`,
);

async function netOf(variant: MobileNetVariant, seed: number): Promise<TrainedNet> {
  const file = join(folder, `${variant}-${seed}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const { net, weights } = await trainOne(pictures, { variant, seed }, (checkpoint) =>
    say(`${variant} seed ${seed}: ${JSON.stringify(checkpoint)}`),
  );
  writeFileSync(join(folder, `${variant}-${seed}.fsw`), weights);
  writeFileSync(`${file}.new`, JSON.stringify(net));
  renameSync(`${file}.new`, file);
  say(
    `${variant} seed ${seed}: ${net.testShare.toFixed(4)} of the test pictures, ${net.cpuSeconds.toFixed(0)} s`,
  );
  return net;
}
