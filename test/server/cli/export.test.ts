import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ClassifierNet } from '../../../agents/perception/classifier-net.ts';
import { encodeWeights, loadTensorflow } from '../../../agents/tensor/index.ts';
import { Rng } from '../../../sim/core/index.ts';
import { askGraphModel, askOnnx, noise, worstDifference } from '../../agents/graph/nets.ts';
import { newFolder } from '../toy-runs.ts';
import { cli } from './cli-io.ts';

let folder: string;
let weights: string;

beforeAll(async () => {
  folder = newFolder();
  weights = join(folder, 'classifier.fsw');
  const { tf } = await loadTensorflow('wasm');
  const net = new ClassifierNet(tf, { variant: 'd1', width: 0.05 }, new Rng(1, 'weights'));
  writeFileSync(weights, encodeWeights(net.exportWeights(), net));
  net.dispose();
});

describe('export', () => {
  it('writes a classifier for pictures of the size asked for, the same in both formats', async () => {
    const [file, model] = [join(folder, 'new', 'net.onnx'), join(folder, 'tfjs')];
    const onnx = await cli('export', weights, '--format', 'onnx', '--size', '64', '--out', file);
    expect(onnx.err).toBe('');
    expect(onnx.out).toContain('net       classifier-v1/d1/0.05');
    expect(onnx.out).toContain('takes     images [batch, 64, 64, 3]');
    expect(onnx.out).toMatch(/answers {3}logits \[batch, 12\]: pAeroplane, .*, pTruck\n$/);
    const tfjs = await cli('export', weights, '--format', 'tfjs', '--size', '64', '--out', model);
    expect(tfjs.out).toContain(`model     ${join(model, 'model.json')}`);
    const files = new Map(readdirSync(model).map((name) => [name, readFileSync(join(model, name))]));
    expect([...files.keys()]).toEqual(['group1-shard1of1.bin', 'model.json']);
    const { tf } = await loadTensorflow('wasm');
    const inputs = { images: noise(1, 2, 64, 64, 3) };
    const theirs = askGraphModel(tf, files, inputs);
    expect(theirs.dims).toEqual([2, 12]);
    const answer = await askOnnx(readFileSync(file), inputs);
    expect(worstDifference(answer.values, theirs.values)).toBeLessThan(1e-4);
  });

  it('writes a shipped net by its name', async () => {
    const file = join(folder, 'cil.onnx');
    const { code, out } = await cli('export', 'cil', '--format', 'onnx', '--out', file);
    expect(code).toBe(0);
    expect(out).toMatch(/takes {5}commands \[batch, 4\]: .*follow/);
    const inputs = { images: noise(1, 1, 48, 96, 3), speeds: noise(1, 1, 1), commands: noise(1, 1, 4) };
    expect((await askOnnx(readFileSync(file), inputs)).dims).toEqual([1, 3]);
  });

  it('refuses what it cannot write, and writes nothing', async () => {
    const out = join(folder, 'none');
    const other = join(folder, 'other.fsw');
    const lone = [{ name: 'a', shape: [1], values: Float32Array.of(1) }];
    writeFileSync(other, encodeWeights(lone, { architecture: 'gan-v1' }));
    const cut = join(folder, 'cut.fsw');
    writeFileSync(cut, readFileSync(weights).subarray(0, -4));
    for (const [args, code, message] of [
      [[weights, '--format', 'keras'], 64, /expected: one of onnx, tfjs[\s\S]*keras/],
      [['no.fsw', '--format', 'onnx'], 65, /cannot be read[\s\S]*no\.fsw/],
      [[other, '--format', 'onnx'], 65, /no net that can be written[\s\S]*gan-v1/],
      [[cut, '--format', 'onnx'], 65, /cut short/],
      [['detector', '--format', 'onnx', '--size', '128'], 64, /one size only[\s\S]*128 px/],
      [[weights, '--format', 'tfjs', '--size', '31'], 64, /from 32 to 2048[\s\S]*31/],
      [[weights, '--format', 'tfjs', '--size', '64.5'], 64, /whole number[\s\S]*64\.5/],
    ] as const) {
      const result = await cli('export', ...args, '--out', out);
      expect(result.err).toMatch(message);
      expect(result.code).toBe(code);
      expect(result.out).toBe('');
    }
    expect(existsSync(out)).toBe(false);
  });
});
