import { FaultscapeError } from '../../sim/core/index.ts';
import type { Dataset, Sample } from './dataset.ts';
import { type StreamOptions, sampleStream } from './sample-stream.ts';

/** Pictures side by side in memory; picture i owns row i of each array. */
export interface Batch {
  readonly samples: readonly Sample[];
  /** count x height x width x 3, RGB, 8 bits. */
  readonly images: Uint8Array;
  /** -1 where there is nothing to be named. */
  readonly classes: Int32Array;
  /** count x 4: left, top, right, bottom, shares of the picture; zeros where there is no box. */
  readonly boxes: Float32Array;
}

/** Batches for one epoch: as many pictures as there are samples, the last batch smaller where they do not fit. */
export function* batches(
  dataset: Dataset,
  samples: readonly Sample[],
  options: StreamOptions & { readonly size: number; readonly epoch?: number },
): Generator<Batch, void> {
  const { size, epoch = 0 } = options;
  if (!(Number.isInteger(size) && size >= 1 && Number.isInteger(epoch) && epoch >= 0)) {
    throw new FaultscapeError('usage', 'There are no such batches.', {
      expected: 'a size of at least 1 and an epoch from 0, whole numbers',
      got: `size ${size}, epoch ${epoch}`,
    });
  }
  const stream = sampleStream(samples, options);
  for (let skipped = 0; skipped < epoch * samples.length; skipped++) stream.next();
  for (let done = 0; done < samples.length; done += size) {
    const lot = Array.from({ length: Math.min(size, samples.length - done) }, () => stream.next().value);
    yield batchOf(dataset, lot);
  }
}

export function batchOf(dataset: Dataset, samples: readonly Sample[]): Batch {
  const { widthPx, heightPx } = dataset.manifest.image;
  const values = widthPx * heightPx * 3;
  const images = new Uint8Array(samples.length * values);
  const boxes = new Float32Array(samples.length * 4);
  samples.forEach((sample, i) => {
    images.set(dataset.image(sample), i * values);
    if (sample.box !== null) boxes.set(sample.box, i * 4);
  });
  return { samples, images, classes: Int32Array.from(samples, (one) => one.class ?? -1), boxes };
}
