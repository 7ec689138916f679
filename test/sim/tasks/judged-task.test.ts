import { describe, expect, it } from 'vitest';
import { createTask, EpisodeRunner, robustnessTerms, splitTask } from '../../../sim/index.ts';
import type { Task } from '../../../sim/task.ts';
import { judgedTask, splitScore } from '../../../sim/tasks/judged-task.ts';
import { toyAgent } from '../../toys/toy-agent.ts';
import { TOY_TASK } from '../../toys/toy-task.ts';

async function judged(score: string, scene = {}, task: Task = TOY_TASK) {
  const runner = new EpisodeRunner({
    task: judgedTask(task, score),
    agent: toyAgent('toy'),
    renderer: null,
    seats: 1,
  });
  return runner.run({ scene, seed: 5 });
}

/** The logged values of one column. */
function column(record: Awaited<ReturnType<typeof judged>>, name: string): number[] {
  const { names, rows } = record.trajectory;
  return [...rows].filter((_, i) => i % names.length === names.indexOf(name));
}

describe('judgedTask', () => {
  it('scores an episode by its log: the robustness of the rule, told again from the rows', async () => {
    const record = await judged('always abs(eastM) < 1.2', { eastM: 1.5 });
    const east = column(record, 'eastM').map(Math.abs);
    const value = 1.2 - Math.max(...east);
    const { terms, total, failed } = record.score;
    expect(robustnessTerms(terms).get('rule 1')).toBeCloseTo(value, 12);
    expect(total).toBeCloseTo(0.5 * (1 + value / (1 + Math.abs(value))), 12);
    expect(failed).toBe(value <= 0);
    // What the task itself said stays there.
    const own = await new EpisodeRunner({
      task: TOY_TASK,
      agent: toyAgent('toy'),
      renderer: null,
      seats: 1,
    }).run({
      scene: { eastM: 1.5 },
      seed: 5,
    });
    expect(terms).toMatchObject({ taskQ: own.score.total, ...own.score.terms });
    expect(record.trajectory).toEqual(own.trajectory);
  });

  it('counts time from the first logged step, and knows it as a signal', async () => {
    const { score } = await judged(
      'eventually[0.2,0.2] timeS >= 0.3; always timeS < 0.7; eventually timeS > 0.6',
    );
    const [third, before, after] = [...robustnessTerms(score.terms).values()];
    expect(third).toBeCloseTo(0, 12);
    expect(before).toBeCloseTo(0.1, 12);
    expect(after).toBeCloseTo(0, 12);
  });

  it('puts episodes in the order of the most important rule that they violate', async () => {
    const rules = 'a: always eastM < 1; b: always northM < 1; c: eventually abs(eastM) < 3';
    const q = async (eastM: number, northM: number) => (await judged(rules, { eastM, northM })).score;
    const none = await q(0, 0);
    const worseB = await q(0, 2);
    const slightB = await q(0, 1.7);
    const worseA = await q(2, 0);
    const both = await q(2, 2);
    expect(none.failed).toBe(false);
    expect(none.total).toBeGreaterThan(0.5);
    expect(slightB.total).toBeLessThanOrEqual(0.5);
    expect(worseB.total).toBeLessThan(slightB.total);
    expect(worseA.total).toBeLessThan(worseB.total);
    // The more important rule alone decides.
    expect(Math.abs(both.total - worseA.total)).toBeLessThan(0.01);
    expect([worseB.reason, both.reason]).toEqual(['violated: b', 'violated: a, b']);
    expect(none.reason).not.toContain('violated');
  });

  it('keeps what holds without limit finite, so that a log can hold it', async () => {
    const { score } = await judged('always[100,200] eastM < 0; eventually[100,200] eastM < 0');
    const values = [...robustnessTerms(score.terms).values()];
    expect(values).toEqual([1e9, -1e9]);
    expect(score.total).toBeGreaterThanOrEqual(0);
  });

  it('is made from its spec, with what else the task takes', () => {
    const spec = 'driving/lane-keeping:oob=0.85?score=slow: always speedMps < 12';
    const task = createTask(spec);
    expect(task.id).toBe(spec);
    expect(task.failsBelow).toBe(0.5);
    expect(splitTask(spec)).toEqual({ id: 'driving/lane-keeping', argument: 'oob=0.85' });
    expect(splitScore(spec).score).toBe('slow: always speedMps < 12');
    expect(() => createTask('driving/one-curve?score=always speed < 12')).toThrow('speedMps');
    expect(() => createTask('driving/one-curve?score=')).toThrow('cannot be read');
  });

  it('keeps the methods of a task that is of a class', () => {
    class Fenced {
      readonly #limit = 1;
      readonly id = 'x';
      readonly description = '';
      readonly spaces = TOY_TASK.spaces;
      readonly failsBelow = 0.25;
      readonly action = TOY_TASK.action;
      readonly controlStepS = 0.1;
      readonly traceNames = TOY_TASK.traceNames;
      readonly nominal = TOY_TASK.nominal;
      readonly begin = TOY_TASK.begin;
      complete(scene: Record<string, number | string>) {
        return { ...scene, northM: this.#limit };
      }
    }
    expect(judgedTask(new Fenced(), 'eastM < 1').complete?.({})).toEqual({ northM: 1 });
  });
});
