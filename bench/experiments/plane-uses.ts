import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { oneVersusRest } from '../../adversary/index.ts';
import { createClassifierTrainer, sharesOfEach } from '../../agents/perception/index.ts';
import type { LabelledPictures } from '../../agents/pictures/index.ts';
import { loadTensorflow } from '../../agents/tensor/index.ts';
import { mean, Rng, SHAPE_CLASSES } from '../../sim/index.ts';
import { chosenPictures, studyPictures } from './dilation/study-pictures.ts';
import { STUDY_VARIETY } from './dilation/train-one.ts';

/**
 * What else the information plane is for (Cheng, Lian, Gao, Geng 2019): classes with few pictures, and nets that begin
 * with another task's weights. Writes plane-uses.md: `npx tsx bench/experiments/plane-uses.ts FOLDER`.
 */
const folder = process.argv[2] ?? 'runs/dilation';
mkdirSync(folder, { recursive: true });
const { training, validation } = studyPictures(folder, (text) => process.stderr.write(`${text}\n`));
const NET = { seed: 1, variant: 'base', width: 0.25, learningRate: 1e-2, warmUpSteps: 100 } as const;
const STEPS = 880;
const HALF = SHAPE_CLASSES.length / 2;
/** Every other class, so that either half has vehicles and furniture. */
const isFirst = (classIndex: number) => classIndex % 2 === 0;

interface Met {
  readonly rightShare: number;
  /** Mean over the classes of the corrected one-against-rest I(T;Y). */
  readonly bits: number;
}

const unbalanced: string[] = [];
for (const share of [1, 0.3, 0.1]) {
  const rng = new Rng(1, 'unbalanced', share);
  const kept = chosenPictures(training, (classIndex) => !isFirst(classIndex) || rng.float() < share);
  const [[outputs]] = await train(kept, STEPS, 1, null, validation);
  const [rare, usual] = [
    met(validation, outputs as Float32Array, isFirst),
    met(validation, outputs as Float32Array, (k) => !isFirst(k)),
  ];
  const counts = [countOf(kept, isFirst) / HALF, countOf(kept, (k) => !isFirst(k)) / HALF].map((x) =>
    x.toFixed(0),
  );
  unbalanced.push(`| ${[...counts, ...figures(rare), ...figures(usual)].join(' | ')} |`);
  process.stderr.write(`${unbalanced.at(-1)}\n`);
}

const source = chosenPictures(training, isFirst);
const [, sourceWeights] = await train(source, STEPS, 1, null, chosenPictures(validation, isFirst));
const targetRng = new Rng(1, 'transfer');
const target = chosenPictures(training, (classIndex) => !isFirst(classIndex) && targetRng.float() < 0.2);
const targetValidation = chosenPictures(validation, (classIndex) => !isFirst(classIndex));
const LOOKS = 4;
const ways: readonly (readonly [string, Uint8Array | null])[] = [
  ['new weights', null],
  ['weights of the other six classes', sourceWeights],
];
const transfer: string[] = [];
for (const [name, from] of ways) {
  const [looks] = await train(target, STEPS / 2, LOOKS, from, targetValidation);
  looks.forEach((outputs, i) => {
    const step = ((i + 1) * STEPS) / 2 / LOOKS;
    transfer.push(
      `| ${[name, step, ...figures(met(targetValidation, outputs, (k) => !isFirst(k)))].join(' | ')} |`,
    );
    process.stderr.write(`${transfer.at(-1)}\n`);
  });
}

const { detail } = await loadTensorflow();
writeFileSync(
  fileURLToPath(new URL('plane-uses.md', import.meta.url)),
  `# The information plane, where classes are rare and where nets are taken over

\`npx tsx bench/experiments/plane-uses.ts\` wrote this page (${detail}; Node ${process.version}). MobileNet \`base\` of width ${NET.width}
on the pictures of the [dilation study](dilation.md), one seed. Bits are I(T;Y) of one class against the rest, less what shuffled
labels seem to tell, mean over the classes; with twelve classes no more than 0.41 can be told, with six no more than 0.65.

## Rare classes

Six of the twelve classes keep a share of their pictures; ${STEPS} steps.

| pictures of a rare class | of a usual one | right, rare | bits, rare | right, usual | bits, usual |
|---|---|---|---|---|---|
${unbalanced.join('\n')}

## Weights of another task

Six classes, ${countOf(target, () => true)} pictures of them in all, learned from new weights and from those of a net that learned the other six
classes from ${countOf(source, () => true)} pictures.

| begins with | step | right | bits |
|---|---|---|---|
${transfer.join('\n')}
`,
);

/** Trains a net; its outputs for `seen` at evenly spaced looks, and its weights at the end. */
async function train(
  pictures: LabelledPictures,
  steps: number,
  looks: number,
  from: Uint8Array | null,
  seen: LabelledPictures,
): Promise<[Float32Array[], Uint8Array]> {
  const trainer = await createClassifierTrainer({ ...NET, totalSteps: steps, variety: STUDY_VARIETY });
  try {
    if (from !== null) trainer.beginWith(from);
    const outputs: Float32Array[] = [];
    let batches: number[][] = [];
    while (trainer.steps < steps) {
      if (batches.length === 0) batches = trainer.shuffledBatches(pictures.count);
      trainer.step(pictures, batches.pop() as number[]);
      if (trainer.steps % (steps / looks) === 0) outputs.push(trainer.outputs(seen));
    }
    return [outputs, trainer.exportWeights()];
  } finally {
    trainer.dispose();
  }
}

function met(
  { count, classes }: LabelledPictures,
  outputs: Float32Array,
  of: (classIndex: number) => boolean,
): Met {
  const rows = sharesOfEach(outputs, count);
  const labels = [...classes];
  const wanted = labels.flatMap((label, i) => (of(label) ? [i] : []));
  const right = wanted.filter((i) => {
    const row = rows[i] as number[];
    return row.indexOf(Math.max(...row)) === labels[i];
  });
  const bits = SHAPE_CLASSES.flatMap((_, k) =>
    of(k) ? [oneVersusRest(rows, labels, k, { rng: new Rng(0, 'plane uses', k) }).correctedLabelBits] : [],
  );
  return { rightShare: right.length / wanted.length, bits: mean(bits) };
}

function figures({ rightShare, bits }: Met): [string, string] {
  return [`${(100 * rightShare).toFixed(1)} %`, bits.toFixed(3)];
}

function countOf({ classes }: LabelledPictures, of: (classIndex: number) => boolean): number {
  return classes.filter((classIndex) => classIndex >= 0 && of(classIndex)).length;
}
