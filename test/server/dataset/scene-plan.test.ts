import { describe, expect, it } from 'vitest';
import { planScene } from '../../../server/dataset/scene-plan.ts';
import { FaultscapeError, type Space, type Task } from '../../../sim/index.ts';
import { FENCED_TOY_TASK } from '../../toys/toy-task.ts';

const space = FENCED_TOY_TASK.spaces.get('plane') as Space;
const plan = (index: number, changes: Partial<Parameters<typeof planScene>[1]> = {}) =>
  planScene(index, { task: FENCED_TOY_TASK, space, seed: 1, scenes: [], ...changes });

describe('the scenes of a dataset', () => {
  const many = Array.from({ length: 2_000 }, (_, i) => plan(i));

  it('are drawn evenly from those that can be', () => {
    // eastM is even over [-2, 2], and what lies east of 1 cannot be: the mean is -0.5, the deviation 3 / sqrt(12).
    const east = many.map(({ scene }) => Number(scene.eastM));
    expect(Math.max(...east)).toBeLessThanOrEqual(1);
    const mean = east.reduce((sum, x) => sum + x, 0) / east.length;
    expect(Math.abs(mean + 0.5)).toBeLessThan((4 * Math.sqrt(0.75)) / Math.sqrt(east.length));
    expect(new Set(many.map(({ seed }) => seed)).size).toBe(many.length);
  });

  it('follow from their number and the seed alone', () => {
    expect(plan(1_234)).toEqual(many[1_234]);
    expect(plan(1_234, { seed: 2 })).not.toEqual(many[1_234]);
    for (const { point, scene } of many.slice(0, 50)) expect(space.decode(point ?? [])).toEqual(scene);
  });

  it('are those of a file in turn, where there is one', () => {
    const scenes = [
      { eastM: 0, northM: 2 },
      { eastM: 1, northM: -2, weather: 'ice' },
    ];
    expect(plan(4, { scenes })).toMatchObject({ scene: scenes[0], point: [0, 1] });
    // It names an axis of another space: it has no place in this one.
    expect(plan(5, { scenes })).toMatchObject({ scene: scenes[1], point: null });
  });

  it('are refused where there are none', () => {
    const invalid = () => new FaultscapeError('data', 'It cannot be.');
    const task: Task = { ...FENCED_TOY_TASK, invalid };
    expect(() => plan(0, { task })).toThrow(/holds hardly a scene that can be/);
  });
});
