import { describe, expect, it } from 'vitest';
import { PurePursuitAgent, PursuitIdmAgent } from '../../../../agents/index.ts';
import { type Agent, createTask, EpisodeRunner, type Scene } from '../../../../sim/index.ts';

const task = createTask('driving/traffic');

function run(agent: Agent, scene: Scene, seed: number, id = 'driving/traffic') {
  return new EpisodeRunner({ task: createTask(id), agent, renderer: null, seats: 1 }).run({ scene, seed });
}

describe('a drive in traffic', () => {
  it('is passed in ordinary scenes by a driver who minds others', async () => {
    for (let seed = 0; seed < 6; seed++) {
      const { score } = await run(new PursuitIdmAgent(), {}, seed);
      expect(score.reason).toBe('goal');
      expect(score.terms).toMatchObject({ hitByEgo: 0, hitByOther: 0, avoidable: 1 });
      expect(score.terms.minDistanceM).toBeGreaterThan(0);
    }
  });

  it('ends when the car hits another, and says whom, who struck and that braking had helped', async () => {
    const { score } = await run(new PurePursuitAgent(), { leadGapM: 5, leadSpeedMps: 3 }, 1);
    expect(score).toMatchObject({ reason: 'collision:car', failed: true, terminated: true });
    expect(score.terms).toMatchObject({ hitByEgo: 1, hitByOther: 0, avoidable: 1, minDistanceM: 0 });
  });

  it('shows everybody to a privileged driver only', () => {
    const options = { seed: 1, seat: 0, renderer: null };
    const told = task.begin({}, { ...options, needs: { camera: null, truth: true } }).observe();
    expect(told.readings?.actors).toHaveLength(16 * 7);
    const blind = task.begin({}, { ...options, needs: { camera: null, truth: false } }).observe();
    expect(blind.readings).toBeUndefined();
  });

  it('refuses a way to count accidents that it does not know', () => {
    expect(() => createTask('driving/traffic:all')).toThrow(/avoidable/);
  });
});
