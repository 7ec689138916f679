import { createRequire } from 'node:module';
import type * as ort from 'onnxruntime-node';
import { DetectorNet } from '../../../agents/detector/detector-net.ts';
import { ClassifierNet } from '../../../agents/perception/classifier-net.ts';
import type { MobileNetPlanOptions } from '../../../agents/perception/mobile-net-plan.ts';
import type { PictureNet } from '../../../agents/pictures/picture-trainer.ts';
import type { NamedWeights, Tensor, Tensorflow } from '../../../agents/tensor/index.ts';
import { Rng } from '../../../sim/core/index.ts';

/** Rows of inputs, by name. */
export type Inputs = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

const runtime = createRequire(import.meta.url)('onnxruntime-node') as typeof ort;

/** Answers of an ONNX file, by onnxruntime. */
export async function askOnnx(
  file: Uint8Array,
  inputs: Inputs,
): Promise<{ dims: readonly number[]; values: Float32Array }> {
  const session = await runtime.InferenceSession.create(file, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  try {
    const fed = Object.entries(inputs).map(
      ([name, { shape, values }]) => [name, new runtime.Tensor('float32', values, shape)] as const,
    );
    const [answer] = Object.values(await session.run(Object.fromEntries(fed)));
    if (answer === undefined) throw new Error('no output');
    return { dims: answer.dims, values: answer.data as Float32Array };
  } finally {
    await session.release();
  }
}

interface Converter {
  loadGraphModelSync(handler: { load(): unknown }): {
    execute(inputs: Record<string, Tensor>): Tensor;
    dispose(): void;
  };
}

/** Answers of a graph model's files, by the converter of TensorFlow.js itself. */
export function askGraphModel(
  tf: Tensorflow,
  files: ReadonlyMap<string, Uint8Array>,
  inputs: Inputs,
): { dims: readonly number[]; values: Float32Array } {
  const { loadGraphModelSync } = createRequire(import.meta.url)('@tensorflow/tfjs-converter') as Converter;
  const { modelTopology, weightsManifest, signature } = JSON.parse(
    new TextDecoder().decode(files.get('model.json')),
  );
  const [{ paths, weights }] = weightsManifest;
  const weightData = new Uint8Array(Buffer.concat(paths.map((path: string) => files.get(path)))).buffer;
  const model = loadGraphModelSync({
    load: () => ({ modelTopology, weightSpecs: weights, weightData, signature }),
  });
  try {
    let answer = { dims: [] as readonly number[], values: new Float32Array() };
    tf.tidy(() => {
      const fed = Object.entries(inputs).map(
        ([name, { shape, values }]) => [name, tf.tensor(values, [...shape])] as const,
      );
      const seen = model.execute(Object.fromEntries(fed));
      answer = { dims: seen.shape, values: seen.dataSync<'float32'>().slice() };
    });
    return answer;
  } finally {
    model.dispose();
  }
}

export function noise<Shape extends number[]>(seed: number, ...shape: Shape) {
  const rng = new Rng(seed, 'noise');
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, values: Float32Array.from({ length: size }, () => rng.range(-1, 1)) };
}

/** A classifier whose statistics and scales are those of no fresh net, so that a mistake about one shows. */
export function livelyClassifier(tf: Tensorflow, options: MobileNetPlanOptions): ClassifierNet {
  return enlivened(new ClassifierNet(tf, options, new Rng(4, 'weights')));
}

/** The same for a detector. */
export function livelyDetector(tf: Tensorflow, options: MobileNetPlanOptions): DetectorNet {
  return enlivened(new DetectorNet(tf, options, new Rng(4, 'weights')));
}

function enlivened<Net extends PictureNet>(net: Net): Net {
  const rng = new Rng(5, 'statistics');
  const low: Readonly<Record<string, number>> = { gamma: 0.6, variance: 0.5, beta: -0.3, mean: -0.3 };
  const lively: NamedWeights = net.exportWeights().map((weight) => {
    const from = low[weight.name.split('/').at(-1) as string];
    if (from === undefined) return weight;
    const to = from < 0 ? 0.3 : 1.5;
    return { ...weight, values: weight.values.map(() => rng.range(from, to)) };
  });
  net.importWeights(lively);
  return net;
}

export function worstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs((a[i] as number) - (b[i] as number)));
  return worst;
}

export function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
