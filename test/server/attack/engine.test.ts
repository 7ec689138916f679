import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClassifierNet } from '../../../agents/perception/classifier-net.ts';
import { encodeWeights, loadTensorflow } from '../../../agents/tensor/index.ts';
import { enginesOf } from '../../../server/store/engines-of.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { Rng } from '../../../sim/core/index.ts';
import { cli } from '../cli/cli-io.ts';
import { comparable, newFolder, rowsIn, startCli, waitForRows } from '../toy-runs.ts';

let folder: string;
let flags: readonly string[];

beforeAll(async () => {
  folder = newFolder();
  const weights = join(folder, 'classifier.fsw');
  const { tf } = await loadTensorflow('wasm');
  const net = new ClassifierNet(tf, { variant: 'd2', width: 0.05 }, new Rng(1, 'weights'));
  writeFileSync(weights, encodeWeights(net.exportWeights(), net));
  net.dispose();
  flags = [
    ...['attack', '--task', 'recognition/all', '--agent', `classifier:${weights}`, '--gl', 'swiftshader'],
    ...['--adversary', 'random', '--samples', '16', '--nominal', '0'],
  ];
});

afterEach(() => vi.unstubAllEnvs());

async function attack(name: string, ...more: readonly string[]): Promise<string> {
  const out = join(folder, name);
  const { code, err } = await cli(...flags, '--out', out, ...more);
  expect(code, err).toBe(0);
  return out;
}

function tensorOf(run: string): unknown {
  const opened = RunFolder.open(run, { write: false });
  const { agentTensor } = opened.manifest;
  opened.close();
  return agentTensor;
}

describe('a run on onnxruntime', () => {
  it('has the same rows with any workers and seats, and says what it ran on', async () => {
    const one = await attack('one', '--engine', 'onnx', '--workers', '1', '--seats', '8');
    const two = await attack('two', '--engine', 'onnx', '--workers', '2', '--seats', '3');
    expect(comparable(rowsIn(two))).toEqual(comparable(rowsIn(one)));
    expect(tensorOf(one)).toMatchObject({ backend: 'onnx', version: expect.stringMatching(/^\d+\.\d+/) });
    const onTensorflow = await attack('tfjs', '--engine', 'tfjs', '--workers', '1');
    expect(tensorOf(onTensorflow)).toMatchObject({ backend: 'wasm' });
    // The same answers but for rounding: every scene is judged alike.
    rowsIn(onTensorflow).forEach((row, i) => {
      const other = rowsIn(one)[i];
      expect(row.q).toBeCloseTo(other?.q as number, 3);
      expect(row.versions.tensor).not.toBe(other?.versions.tensor);
    });
    vi.stubEnv('FAULTSCAPE_TF', 'wasm');
    const replayed = await cli('replay', one, 'random-00004');
    expect(replayed.code, replayed.err).toBe(0);
  });

  it('keeps to it when it goes on, wherever else it would begin on TensorFlow.js', async () => {
    const out = join(folder, 'stopped');
    const begun = startCli([...flags, '--out', out, '--workers', '1', '--seats', '1'], {
      FAULTSCAPE_ENGINE: 'onnx',
    });
    await waitForRows(out, 2);
    begun.child.kill('SIGINT');
    await begun.ended;
    const before = rowsIn(out).length;
    expect(before).toBeLessThan(16);
    const refused = await cli(...flags, '--out', out, '--resume', '--engine', 'tfjs');
    expect(refused.code).toBe(64);
    expect(refused.err).toMatch(/begun with another engine/);
    await attack('stopped', '--resume', '--workers', '1');
    expect(tensorOf(out)).toMatchObject({ backend: 'onnx' });
    expect(comparable(rowsIn(out))).toEqual(comparable(rowsIn(join(folder, 'one'))));
  });

  it('says what is wrong with an engine that there is none of', async () => {
    const { code, err } = await cli(...flags, '--out', join(folder, 'none'), '--engine', 'torch');
    expect(code).toBe(64);
    expect(err).toMatch(/wrong at engine[\s\S]*onnx[\s\S]*torch/);
  });
});

describe('what a run goes on with', () => {
  it('is its engine, and the backend that its learner began on', () => {
    const onnx = { backend: 'onnx', version: '1' };
    const wasm = { backend: 'wasm', version: '4' };
    expect(enginesOf({ agentTensor: onnx, learnerTensor: wasm })).toEqual({ engine: 'onnx', tf: 'wasm' });
    expect(enginesOf({ agentTensor: onnx, learnerTensor: null })).toEqual({ engine: 'onnx', tf: 'auto' });
    expect(enginesOf({ agentTensor: wasm, learnerTensor: null })).toEqual({ engine: 'tfjs', tf: 'wasm' });
    expect(enginesOf({ agentTensor: null, learnerTensor: wasm })).toEqual({ engine: 'auto', tf: 'wasm' });
    expect(enginesOf({ agentTensor: null, learnerTensor: null })).toEqual({ engine: 'auto', tf: 'auto' });
  });
});
