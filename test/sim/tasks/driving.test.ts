import { describe, expect, it } from 'vitest';
import { PurePursuitAgent } from '../../../agents/pure-pursuit.ts';
import { createTask, EpisodeRunner, type Scene } from '../../../sim/index.ts';
import { scoreDrive, timeLimitS } from '../../../sim/tasks/driving/driving-score.ts';

async function run(id: string, scene: Scene, seed: number) {
  const task = createTask(id);
  const runner = new EpisodeRunner({ task, agent: new PurePursuitAgent(), renderer: null, seats: 4 });
  return runner.run({ scene, seed });
}

describe('pure pursuit', () => {
  it.each(['straight', 'one-curve', 'navigation', 'anywhere'])(
    'reaches every goal of driving/%s',
    async (name) => {
      const records = await Promise.all(
        Array.from({ length: 12 }, (_, i) => run(`driving/${name}`, {}, 50 + i)),
      );
      for (const { score } of records) {
        expect(score.reason).toBe('goal');
        expect(score.failed).toBe(false);
      }
    },
  );

  it('slides farther on a soaked road than on a dry one', async () => {
    const dry = await run('driving/navigation', { wetness: 0 }, 5);
    const wet = await run('driving/navigation', { wetness: 1 }, 5);
    const worst = (record: typeof dry) => {
      const { names, rows } = record.trajectory;
      const column = names.indexOf('offsetM');
      let most = 0;
      for (let i = column; i < rows.length; i += names.length)
        most = Math.max(most, Math.abs(rows[i] as number));
      return most;
    };
    expect(worst(wet)).not.toBe(worst(dry));
  });
});

describe('the driving score', () => {
  const drive = {
    ending: 'goal',
    detail: null,
    progressM: 100,
    routeLengthM: 100,
    wrongLaneS: 0,
    timeS: 15,
    timeLimitS: 46,
    steps: 150,
  } as const;

  it('is high for a clean drive to the goal', () => {
    expect(scoreDrive(drive).total).toBeGreaterThan(0.9);
  });

  it('calls every drive that misses the goal a failure, however far it came', () => {
    for (const ending of ['collision', 'off-road', 'off-route', 'timeout'] as const) {
      const { failed } = scoreDrive({ ...drive, ending, progressM: 99.9 });
      expect(failed, ending).toBe(true);
    }
  });

  it('takes points for the wrong lane, until long enough is a failure', () => {
    expect(scoreDrive({ ...drive, wrongLaneS: 1 }).failed).toBe(false);
    expect(scoreDrive({ ...drive, wrongLaneS: 8 }).failed).toBe(true);
  });

  it('tells an end by the clock from an end by the world', () => {
    expect(scoreDrive({ ...drive, ending: 'timeout' })).toMatchObject({ truncated: true, terminated: false });
    expect(scoreDrive({ ...drive, ending: 'collision', detail: 'tree' })).toMatchObject({
      truncated: false,
      terminated: true,
      reason: 'collision:tree',
    });
  });

  it('gives the published time limit: 10 km/h and ten seconds', () => {
    expect(timeLimitS(1000)).toBeCloseTo(370);
  });
});
