import { beforeAll, describe, expect, it } from 'vitest';
import { CilAgent } from '../../../agents/cil/cil-agent.ts';
import { CilTrainer } from '../../../agents/cil/cil-trainer.ts';
import { COMMANDS, type Command, type Observation } from '../../../sim/agent.ts';
import { FaultscapeError } from '../../../sim/core/errors.ts';
import { Rng } from '../../../sim/core/rng.ts';

let agent: CilAgent;
let weights: Uint8Array;

beforeAll(async () => {
  const trainer = await CilTrainer.create({ seed: 3, totalSteps: 1 });
  weights = trainer.exportWeights();
  trainer.dispose();
  agent = await CilAgent.load(weights);
});

/** A picture of noise: every position of every layer gets something of its own. */
function observation(seed: number, changes: Partial<Observation> = {}): Observation {
  const rng = new Rng(seed, 'observation');
  const rgb = Uint8Array.from({ length: 96 * 48 * 3 }, () => rng.int(256));
  const frame = { widthPx: 96, heightPx: 48, rgb, depthM: null, semantic: null };
  const command = COMMANDS[rng.int(4)] as Command;
  return { seat: 0, step: 0, timeS: 0, speedMps: rng.range(0, 12), command, frame, truth: null, ...changes };
}

describe('CilAgent', () => {
  it('answers with the same bits alone, in any place of a batch, and whoever is beside it', async () => {
    const mates = Array.from({ length: 12 }, (_, i) => observation(100 + i));
    for (let seed = 0; seed < 8; seed++) {
      const one = observation(seed);
      const [alone] = await agent.act([one]);
      for (let place = 0; place < 12; place++) {
        expect((await agent.act(mates.with(place, one)))[place]).toEqual(alone);
      }
      for (let size = 1; size <= 8; size++) {
        expect((await agent.act([...mates.slice(0, size - 1), one]))[size - 1]).toEqual(alone);
      }
    }
  });

  it('keeps every action in its range and presses only one of gas and brake', async () => {
    const actions = await agent.act(Array.from({ length: 64 }, (_, seed) => observation(seed)));
    for (const action of actions) {
      const [steer, gas, brake] = Array.from(action) as [number, number, number];
      expect(Math.abs(steer)).toBeLessThanOrEqual(1);
      expect(gas >= 0 && gas <= 1 && brake >= 0 && brake <= 1).toBe(true);
      expect(Math.min(gas, brake)).toBe(0);
    }
  });

  it('heeds picture, speed and command', async () => {
    const base = { command: 'follow', speedMps: 3 } as const;
    const answer = async (seed: number, changes: Partial<Observation>) =>
      (await agent.act([observation(seed, { ...base, ...changes })]))[0];
    const plain = await answer(1, {});
    expect(await answer(2, {})).not.toEqual(plain);
    expect(await answer(1, { speedMps: 9 })).not.toEqual(plain);
    expect(await answer(1, { command: 'left' })).not.toEqual(plain);
  });

  it('is named by its weights: equal weights give one version, others another', async () => {
    expect(agent.version).toMatch(/^[0-9a-f]{12}$/);
    expect((await CilAgent.load(weights)).version).toBe(agent.version);
    expect((await CilAgent.untrained(4)).version).not.toBe(agent.version);
  });

  it('leaves no tensor behind when it acts', async () => {
    const { loadTensorflow } = await import('../../../agents/tensor/index.ts');
    const { tf } = await loadTensorflow();
    await agent.act([observation(1)]);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 20; i++) await agent.act([observation(i), observation(i + 1)]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says what it got when a picture is missing or of another size', async () => {
    const small = {
      widthPx: 64,
      heightPx: 64,
      rgb: new Uint8Array(64 * 64 * 3),
      depthM: null,
      semantic: null,
    };
    for (const frame of [null, small]) {
      await expect(agent.act([observation(1, { frame })])).rejects.toThrow(FaultscapeError);
    }
    await expect(agent.act([observation(1, { frame: small })])).rejects.toThrow(
      /expected: RGB, 96 x 48\n.*64 x 64/,
    );
  });
});
