import { describe, expect, it } from 'vitest';
import { PlaybackAgent } from '../../agents/playback.ts';
import { EpisodeRunner } from '../../sim/run-episode.ts';
import { toyAgent } from '../toys/toy-agent.ts';
import { TOY_TASK } from '../toys/toy-task.ts';

const JOB = { scene: { eastM: 1.2, northM: -0.4, weather: 'wet' }, seed: 5 };

async function logged() {
  const runner = new EpisodeRunner({ task: TOY_TASK, agent: toyAgent('toy'), renderer: null, seats: 1 });
  return runner.run(JOB);
}

describe('PlaybackAgent', () => {
  it('repeats a logged episode to the bit', async () => {
    const { trajectory, score } = await logged();
    const agent = new PlaybackAgent(trajectory);
    expect(agent.steps).toBe(score.steps);
    const runner = new EpisodeRunner({ task: TOY_TASK, agent, renderer: null, seats: 1 });
    const again = await runner.run(JOB);
    expect(again.trajectory.rows).toEqual(trajectory.rows);
    expect(again.score).toEqual(score);
  });

  it('refuses a log of other actions', async () => {
    const { trajectory } = await logged();
    const agent = new PlaybackAgent({ ...trajectory, names: ['steer', ...trajectory.names.slice(1)] });
    const runner = new EpisodeRunner({ task: TOY_TASK, agent, renderer: null, seats: 1 });
    await expect(runner.run(JOB)).rejects.toThrow(/expected: stride\s+got: +steer/);
  });

  it('says so when the episode outlasts its log', async () => {
    const { trajectory } = await logged();
    const short = { ...trajectory, rows: trajectory.rows.slice(0, 2 * trajectory.names.length) };
    const runner = new EpisodeRunner({
      task: TOY_TASK,
      agent: new PlaybackAgent(short),
      renderer: null,
      seats: 1,
    });
    await expect(runner.run(JOB)).rejects.toThrow(/runs longer than its log/);
  });
});
