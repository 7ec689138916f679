import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTraining, TrainingState } from '../../../server/train/pictures/training-state.ts';
import { newFolder } from '../toy-runs.ts';

const SETTINGS = { seed: 1 };

/** A training whose rounds met held-out pictures with these losses. */
function trained(out: string, losses: readonly number[], patience: number | null) {
  const state = TrainingState.open(out, SETTINGS, ['total'], patience);
  losses.forEach((loss, i) => {
    state.note('training', 2 * i + 1, 0.001, [loss + 1]);
    state.note('held-out', 2 * i + 2, 0.001, [loss]);
    state.endRound({ weights: Uint8Array.of(i + 1), moments: Uint8Array.of(0), steps: 2 * i + 2 }, loss);
  });
  return state;
}

describe('the state of a training', () => {
  it('ends a training after so many rounds without a better one, with the weights of the best', () => {
    const state = trained(newFolder(), [1, 0.8, 0.9, 0.8], 3);
    expect(state.bestRound).toBe(2);
    expect(state.exhausted).toBe(false);
    const later = trained(newFolder(), [1, 0.8, 0.9, 0.8, 0.85], 3);
    expect(later.exhausted).toBe(true);
    expect([...later.chosenWeights()]).toEqual([2]);
  });

  it('never ends one that was not told to be impatient, and gives its last weights', () => {
    const state = trained(newFolder(), [1, 2, 3, 4, 5], null);
    expect(state.exhausted).toBe(false);
    expect([...state.chosenWeights()]).toEqual([5]);
  });

  it('knows after a restart all that it knew after its last whole round, and nothing of a half one', () => {
    const out = newFolder();
    trained(out, [1, 0.5], 2).note('training', 99, 0.001, [9]);
    expect(readFileSync(join(out, 'curve.csv'), 'utf8')).toContain('\n99,');
    const again = TrainingState.open(out, SETTINGS, ['total'], 2);
    expect(again.rounds).toBe(2);
    expect(again.progress(4)).toMatchObject({ steps: 4 });
    expect(readTraining(out)).toEqual({
      settings: SETTINGS,
      rounds: 2,
      heldOut: [1, 0.5],
      names: ['total'],
      curve: [
        { step: 1, learningRate: 0.001, set: 'training', figures: [2] },
        { step: 2, learningRate: 0.001, set: 'held-out', figures: [1] },
        { step: 3, learningRate: 0.001, set: 'training', figures: [1.5] },
        { step: 4, learningRate: 0.001, set: 'held-out', figures: [0.5] },
      ],
    });
  });

  it('refuses a folder with another training, and one whose state is damaged', () => {
    const out = newFolder();
    trained(out, [1], null);
    expect(() => TrainingState.open(out, { seed: 2 }, ['total'], null)).toThrow(/holds another training/);
    writeFileSync(join(out, 'training.json'), '{"rounds": -1}');
    expect(() => TrainingState.open(out, SETTINGS, ['total'], null)).toThrow(/training\.json/);
  });
});
