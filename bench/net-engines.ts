import { readFileSync } from 'node:fs';
import { CilAgent } from '../agents/cil/cil-agent.ts';
import { DetectorAgent } from '../agents/detector/detector-agent.ts';
import { SHIPPED_WEIGHTS } from '../agents/index.ts';
import { ClassifierAgent } from '../agents/perception/classifier-agent.ts';
import { ClassifierNet } from '../agents/perception/classifier-net.ts';
import { encodeWeights, loadTensorflow } from '../agents/tensor/index.ts';
import { UavVisionAgent } from '../agents/uav-vision/uav-vision-agent.ts';
import type { Agent, Observation } from '../sim/agent.ts';
import { Rng } from '../sim/core/index.ts';
import { pairwise, type Ratio, ratioOf } from './measure.ts';

/** As many pictures as a worker's seats show at a time. */
const SEATS = 8;
const REPEATS = 10;

/** (h) What onnxruntime gains where nets are asked in bulk: pictures a second of each agent that sees. */
export async function netEngines(): Promise<Ratio> {
  const shipped = (name: keyof typeof SHIPPED_WEIGHTS) => readFileSync(SHIPPED_WEIGHTS[name]);
  const classifier = await newClassifier();
  const loaders = [
    ['cil', (engine) => CilAgent.load(shipped('cil'), engine)],
    ['uavVision', (engine) => UavVisionAgent.load(shipped('uav-vision'), engine)],
    ['detector', (engine) => DetectorAgent.load(shipped('detector'), engine)],
    ['classifier', (engine) => ClassifierAgent.load(classifier, engine)],
  ] as const satisfies readonly (readonly [string, (engine: 'onnx' | 'tfjs') => Promise<Agent>])[];
  const sides: Record<string, number> = {};
  const ratios: number[] = [];
  const used = new Set<string>();
  for (const [name, load] of loaders) {
    const [tfjs, onnx] = [await load('tfjs'), await load('onnx')];
    const seen = observations(tfjs);
    const ask = (agent: Agent) => async () => {
      for (let i = 0; i < REPEATS; i++) await agent.act(seen);
    };
    const { aMs, bMs, ratio } = await pairwise(7, ask(tfjs), ask(onnx));
    const perSecond = (ms: number) => (SEATS * REPEATS * 1000) / ms;
    sides[`${name}TfjsPerS`] = perSecond(aMs);
    sides[`${name}OnnxPerS`] = perSecond(bMs);
    ratios.push(ratio);
    for (const { engine } of [tfjs, onnx]) used.add(`${engine.backend} ${engine.version}`);
    await tfjs.close();
    await onnx.close();
  }
  return ratioOf({
    name: 'net-engines',
    question:
      "pictures a second of agents' nets, onnxruntime over TensorFlow.js: the smallest gain of four nets",
    target: { atLeast: 1.5 },
    ratio: Math.min(...ratios),
    sides,
    note: `${[...used].join(', ')}, one thread, ${SEATS} pictures at a time, preprocessing included`,
  });
}

async function newClassifier(): Promise<Uint8Array> {
  const { tf } = await loadTensorflow();
  const net = new ClassifierNet(tf, { variant: 'base', width: 0.25 }, new Rng(1, 'weights'));
  const file = encodeWeights(net.exportWeights(), net);
  net.dispose();
  return file;
}

function observations({ needs: { camera } }: Agent): Observation[] {
  const rng = new Rng(1, 'pictures');
  const { widthPx = 0, heightPx = 0 } = camera ?? {};
  return Array.from({ length: SEATS }, (_, seat) => {
    const rgb = Uint8Array.from({ length: widthPx * heightPx * 3 }, () => rng.int(256));
    const frame = { widthPx, heightPx, rgb, depthM: null, semantic: null };
    const readings = {
      bodyVelocityMps: new Float64Array(3),
      attitudeRad: new Float64Array(2),
      bodyRateRadps: new Float64Array(3),
    };
    return { seat, step: 0, timeS: 0, speedMps: 5, command: 'follow', frame, truth: null, readings };
  });
}
