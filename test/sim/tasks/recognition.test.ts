import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTask, RECOGNITION_ACTION, SHAPE_CLASSES } from '../../../sim/index.ts';

const TASK = createTask('recognition/all');
const NEEDS = { camera: null, truth: false };
const CLASS = 'boat';
const TRUE_AT = SHAPE_CLASSES.indexOf(CLASS);

function scoreOf(action: readonly number[]) {
  const episode = TASK.begin({ class: CLASS }, { seed: 1, seat: 0, renderer: null, needs: NEEDS });
  episode.advance(action);
  const score = episode.score();
  episode.close();
  return score;
}

describe('recognition', () => {
  it('takes a probability for each of the twelve classes, by name', () => {
    expect(RECOGNITION_ACTION.names).toHaveLength(12);
    expect(RECOGNITION_ACTION.names).toContain('pDiningTable');
    expect(RECOGNITION_ACTION.names[TRUE_AT]).toBe('pBoat');
  });

  it('fails exactly when another class is thought at least as likely', () => {
    const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(probabilities, (action) => {
        const others = action.filter((_, i) => i !== TRUE_AT);
        const { total, failed, reason } = scoreOf(action);
        expect(failed).toBe((action[TRUE_AT] as number) <= Math.max(...others));
        expect(total).toBeGreaterThanOrEqual(0);
        expect(total).toBeLessThanOrEqual(1);
        expect(reason).toBe(failed ? 'mistaken' : 'recognised');
      }),
      { numRuns: 40 },
    );
  });

  it('is 1 for certainty, a half for a draw, 0 for an answer that rules the class out or says nothing', () => {
    const only = (k: number) => RECOGNITION_ACTION.names.map((_, i) => (i === k ? 1 : 0));
    expect(scoreOf(only(TRUE_AT)).total).toBe(1);
    expect(scoreOf(RECOGNITION_ACTION.names.map(() => 0.25)).total).toBe(0.5);
    expect(scoreOf(only((TRUE_AT + 1) % 12)).total).toBe(0);
    expect(scoreOf(only(-1))).toMatchObject({ total: 0, failed: true });
  });

  it('refuses answers that hold no probabilities, naming the place', () => {
    expect(() => scoreOf([0.5])).toThrow('holds no probabilities');
    expect(() => scoreOf(RECOGNITION_ACTION.names.map((_, i) => (i === 3 ? Number.NaN : 0)))).toThrow(
      'NaN for pBoat',
    );
  });
});
