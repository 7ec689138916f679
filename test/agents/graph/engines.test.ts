import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAgent } from '../../../agents/index.ts';
import {
  chooseNetEngine,
  encodeWeights,
  loadTensorflow,
  type NetEngine,
} from '../../../agents/tensor/index.ts';
import { FILE_CONTEXT } from '../../../server/evaluate/episode-host.ts';
import { type Agent, COMMANDS, type Observation } from '../../../sim/agent.ts';
import { Rng } from '../../../sim/core/index.ts';
import { livelyClassifier, worstDifference } from './nets.ts';

const ENGINES: readonly NetEngine[] = ['tfjs', 'onnx'];

/** How far apart a number of an action may be on the two engines. Actions are of the order of 1. */
const TOLERANCE = 1e-4;

let classifier: Uint8Array;

beforeAll(async () => {
  const { tf } = await loadTensorflow('wasm');
  const net = livelyClassifier(tf, { variant: 'd3', width: 0.125 });
  classifier = encodeWeights(net.exportWeights(), net);
  net.dispose();
});

afterEach(() => vi.unstubAllEnvs());

async function open(name: string, engine: NetEngine): Promise<Agent> {
  vi.stubEnv('FAULTSCAPE_ENGINE', engine);
  const readUserFile = async () => classifier;
  return createAgent(name, { ...FILE_CONTEXT, readUserFile });
}

/** Blocks of colour, moving and flying about: what no net was trained on, and equal for both engines. */
function observations(agent: Agent, count: number, seed: number): Observation[] {
  const rng = new Rng(seed, 'observations');
  const { widthPx = 0, heightPx = 0 } = agent.needs.camera ?? {};
  return Array.from({ length: count }, (_, seat) => {
    const rgb = new Uint8Array(widthPx * heightPx * 3);
    const colours = Array.from({ length: 48 }, () => rng.int(256));
    for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
      const block =
        Math.floor((4 * (pixel % widthPx)) / widthPx) + 4 * Math.floor((4 * pixel) / rgb.length / 0.34);
      for (let c = 0; c < 3; c++) rgb[pixel * 3 + c] = colours[((block * 3) % 45) + c] as number;
    }
    const readings = {
      bodyVelocityMps: Float64Array.from({ length: 3 }, () => rng.range(-5, 5)),
      attitudeRad: Float64Array.from({ length: 2 }, () => rng.range(-0.4, 0.4)),
      bodyRateRadps: Float64Array.from({ length: 3 }, () => rng.range(-1, 1)),
    };
    const frame = { widthPx, heightPx, rgb, depthM: null, semantic: null };
    const command = COMMANDS[seat % COMMANDS.length] ?? 'follow';
    return { seat, step: 0, timeS: 0, speedMps: rng.range(0, 12), command, frame, truth: null, readings };
  });
}

describe.each(['cil', 'uav-vision', 'detector', 'classifier:FILE'])('the agent %s', (name) => {
  it('answers on onnxruntime as on TensorFlow.js within the tolerance, and is one version on both', async () => {
    const [tfjs, onnx] = [await open(name, 'tfjs'), await open(name, 'onnx')];
    expect(onnx.version).toBe(tfjs.version);
    expect(tfjs.engine?.backend).toBe('wasm');
    expect(onnx.engine).toEqual({ backend: 'onnx', version: installedVersion() });
    const seen = observations(tfjs, 13, 1);
    const [a, b] = [await tfjs.act(seen), await onnx.act(seen)];
    expect(b).toHaveLength(13);
    const numbers = (answers: typeof a) =>
      answers.flatMap((answer) => Array.from(answer as ArrayLike<number>));
    expect(new Set(numbers(a)).size).toBeGreaterThan(13);
    expect(worstDifference(numbers(a), numbers(b))).toBeLessThan(TOLERANCE);
    await tfjs.close?.();
    await onnx.close?.();
  });

  it('answers on onnxruntime with the same bits alone and beside any others', async () => {
    const agent = await open(name, 'onnx');
    const seen = observations(agent, 11, 2);
    const together = await agent.act(seen);
    for (const i of [0, 3, 10]) {
      expect(await agent.act([seen[i] as Observation])).toEqual([together[i]]);
    }
    expect(await agent.act(seen.toReversed())).toEqual(together.toReversed());
    await agent.close?.();
  });
});

describe('the engine of nets', () => {
  it('is onnxruntime where it is installed, unless a backend of TensorFlow.js is asked for', () => {
    vi.stubEnv('FAULTSCAPE_TF', '');
    vi.stubEnv('FAULTSCAPE_ENGINE', '');
    expect(chooseNetEngine()).toBe('onnx');
    vi.stubEnv('FAULTSCAPE_ENGINE', 'auto');
    expect(chooseNetEngine()).toBe('onnx');
    vi.stubEnv('FAULTSCAPE_TF', 'wasm');
    expect(chooseNetEngine()).toBe('tfjs');
  });

  it('is TensorFlow.js where onnxruntime is not installed, and says so when onnxruntime is asked for', () => {
    const resolver = Module as unknown as {
      _resolveFilename: (request: string, ...rest: unknown[]) => string;
    };
    const resolve = resolver._resolveFilename;
    resolver._resolveFilename = (request, ...rest) => {
      if (!request.startsWith('onnxruntime-node')) return resolve.call(Module, request, ...rest);
      throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
    };
    try {
      vi.stubEnv('FAULTSCAPE_TF', '');
      vi.stubEnv('FAULTSCAPE_ENGINE', '');
      expect(chooseNetEngine()).toBe('tfjs');
      vi.stubEnv('FAULTSCAPE_ENGINE', 'onnx');
      expect(chooseNetEngine).toThrow(/it is not installed[\s\S]*npm install onnxruntime-node/);
    } finally {
      resolver._resolveFilename = resolve;
    }
  });

  it('is the one that is named, whatever else is', () => {
    vi.stubEnv('FAULTSCAPE_TF', 'wasm');
    for (const engine of ENGINES) {
      vi.stubEnv('FAULTSCAPE_ENGINE', engine);
      expect(chooseNetEngine()).toBe(engine);
    }
    vi.stubEnv('FAULTSCAPE_ENGINE', 'torch');
    expect(chooseNetEngine).toThrow(/names nothing that runs nets[\s\S]*onnx, tfjs[\s\S]*torch/);
  });
});

function installedVersion(): string {
  const file = new URL('../../../node_modules/onnxruntime-node/package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
