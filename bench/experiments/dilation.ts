import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOBILE_NET_VARIANTS, type MobileNetVariant } from '../../agents/perception/index.ts';
import { studyPictures } from './dilation/study-pictures.ts';
import { type TrainedNet, trainOne } from './dilation/train-one.ts';

/**
 * Trains every variant with every seed on the same pictures, one net after the other, each kept as soon as it is
 * done: `npx tsx bench/experiments/dilation.ts FOLDER`.
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
