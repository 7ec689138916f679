import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactClassifier, createClassifierTrainer } from '../../../agents/perception/index.ts';
import { tensorflowInUse } from '../../../agents/tensor/index.ts';
import type { ClassifierConfig } from '../../config/classifier-config.ts';
import { pictureOrigin, pictureSource } from '../pictures/picture-origin.ts';
import { trainOnPictures } from '../pictures/train-on-pictures.ts';
import { classifierCard } from './classifier-card.ts';
import { type ClassifierVerdict, judgeClassifier } from './judge-classifier.ts';
import { PLANE_MEASURE } from './plane-measure.ts';

export interface TrainClassifierOptions extends ClassifierConfig {
  readonly signal: AbortSignal;
  /** One line of news: what is being done, how far it is. */
  readonly onProgress: (activity: string, done: number, total: number) => void;
  readonly onRemark: (text: string) => void;
}

export interface TrainClassifierResult {
  readonly weightsFile: string;
  readonly cardFile: string;
  readonly renderer: string;
  /** Null where it was not judged. */
  readonly verdict: ClassifierVerdict | null;
}

/**
 * Trains a `classifier` (see trainOnPictures). Writes, in `out`, besides what that writes: classifier.fsw and
 * README.md, the card with how well it names shapes that it never saw.
 */
export async function trainClassifier(options: TrainClassifierOptions): Promise<TrainClassifierResult> {
  const { out, variant, width } = options;
  const trained = await trainOnPictures({
    ...options,
    source: pictureSource(options),
    parts: ['total', 'wrongShare'],
    settings: { variant, width },
    measure: PLANE_MEASURE,
    createTrainer: (trainer) => createClassifierTrainer({ ...trainer, variant, width }),
  });
  const weightsFile = join(out, 'classifier.fsw');
  writeFileSync(weightsFile, await compactClassifier(trained.weights));
  const verdict = options.judged === 0 ? null : await judgeNew(options, weightsFile);
  const backend = tensorflowInUse()?.detail ?? 'nothing trained in this process';
  const cardFile = join(out, 'README.md');
  writeFileSync(
    cardFile,
    classifierCard({ config: options, origin: pictureOrigin(options.data), trained, backend, verdict }),
  );
  return { weightsFile, cardFile, renderer: trained.renderer, verdict };
}

function judgeNew(
  { judged, seed, workers, gl, signal, onProgress }: TrainClassifierOptions,
  weightsFile: string,
): Promise<ClassifierVerdict> {
  return judgeClassifier({
    agent: `classifier:${weightsFile}`,
    scenes: judged,
    seed,
    workers,
    gl,
    signal,
    onProgress: (done, total) => onProgress('judging on shapes it never saw', done, total),
  });
}
