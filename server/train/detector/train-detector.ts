import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactWeights, createDetectorTrainer } from '../../../agents/detector/index.ts';
import { tensorflowInUse } from '../../../agents/tensor/index.ts';
import type { DetectorConfig } from '../../config/detector-config.ts';
import { pictureOrigin, pictureSource } from '../pictures/picture-origin.ts';
import { trainOnPictures } from '../pictures/train-on-pictures.ts';
import { detectorCard } from './detector-card.ts';
import { type DetectorVerdict, judgeDetector } from './judge-detector.ts';

export interface TrainDetectorOptions extends DetectorConfig {
  readonly signal: AbortSignal;
  /** One line of news: what is being done, how far it is. */
  readonly onProgress: (activity: string, done: number, total: number) => void;
  readonly onRemark: (text: string) => void;
}

export interface TrainDetectorResult {
  readonly weightsFile: string;
  readonly cardFile: string;
  readonly pictures: number;
  readonly renderer: string;
}

/**
 * Trains `detector` (see trainOnPictures). Writes, in `out`, besides what that writes: detector.fsw and README.md, the
 * card with what the detector does on shapes that it never saw.
 */
export async function trainDetector(options: TrainDetectorOptions): Promise<TrainDetectorResult> {
  const { out, variant, width } = options;
  const trained = await trainOnPictures({
    ...options,
    source: pictureSource(options),
    parts: ['total', 'objectness', 'box', 'class'],
    settings: { variant, width },
    createTrainer: (trainer) => createDetectorTrainer({ ...trainer, variant, width }),
  });
  const weightsFile = join(out, 'detector.fsw');
  writeFileSync(weightsFile, compactWeights(trained.weights));
  const verdict = options.judged === 0 ? null : await judgeNew(options, weightsFile);
  const backend = tensorflowInUse()?.detail ?? 'nothing trained in this process';
  const cardFile = join(out, 'README.md');
  writeFileSync(
    cardFile,
    detectorCard({ config: options, origin: pictureOrigin(options.data), trained, backend, verdict }),
  );
  return { weightsFile, cardFile, pictures: trained.rounds * options.pictures, renderer: trained.renderer };
}

function judgeNew(
  { judged, seed, workers, gl, signal, onProgress }: TrainDetectorOptions,
  weightsFile: string,
): Promise<DetectorVerdict> {
  return judgeDetector({
    agent: `detector:${weightsFile}`,
    scenes: judged,
    seed,
    workers,
    gl,
    signal,
    onProgress: (done, total) => onProgress('judging on shapes it never saw', done, total),
  });
}
