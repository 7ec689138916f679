import { describe, expect, it } from 'vitest';
import { createAgent, PurePursuitAgent, RemoteAgent } from '../../agents/index.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { AgentFault, createTask, EpisodeRunner } from '../../sim/index.ts';
import { NullRenderer } from '../../sim/render/null-renderer.ts';
import { LocalDesk } from '../toys/local-desk.ts';

const task = createTask('driving/one-curve');
const drive = (agent: PurePursuitAgent | RemoteAgent) =>
  new EpisodeRunner({ task, agent, renderer: new NullRenderer(), seats: 2 });

describe('an agent at a desk', () => {
  it('drives as it would without one, to the bit', async () => {
    const far = drive(await RemoteAgent.open(new LocalDesk(new PurePursuitAgent()), 'ws:far'));
    const near = drive(new PurePursuitAgent());
    for (const seed of [1, 2, 3]) {
      const there = await far.run({ scene: { wetness: 0.5 }, seed });
      const here = await near.run({ scene: { wetness: 0.5 }, seed });
      expect(there.trajectory).toEqual(here.trajectory);
      expect(there.score.total).toBe(here.score.total);
    }
  });

  it('hears how each episode ended, and adds its notes to the score terms', async () => {
    const desk = new LocalDesk(new PurePursuitAgent());
    const { score } = await drive(await RemoteAgent.open(desk, 'ws:far')).run({ scene: {}, seed: 1 });
    const { total, failed, reason, steps } = score;
    expect(desk.ended).toEqual([['e0', { total, failed, reason, steps }]]);
    expect(score.terms.asked).toBe(1);
  });

  it('gives its seat back when the episode is taken away', async () => {
    const lost = new PurePursuitAgent();
    const desk = new LocalDesk(lost);
    const agent = await RemoteAgent.open(desk, 'ws:far');
    lost.act = () => [new AgentFault('it hung up') as never];
    await expect(drive(agent).run({ scene: {}, seed: 1 })).rejects.toThrow(AgentFault);
    expect(desk.open).toBe(0);
    expect(desk.ended).toEqual([['e0', null]]);
  });

  it('loses only the episode of the seat that was lost', async () => {
    const desk = new LocalDesk(new PurePursuitAgent());
    const exchange = desk.exchange.bind(desk);
    desk.exchange = async (sights) =>
      (await exchange(sights)).map((reply, i) => (sights[i]?.episode === 'e1' ? { fault: 'gone' } : reply));
    const runner = drive(await RemoteAgent.open(desk, 'ws:far'));
    const [stays, goes] = await Promise.allSettled([
      runner.run({ scene: {}, seed: 1 }),
      runner.run({ scene: {}, seed: 2 }),
    ]);
    expect(stays?.status).toBe('fulfilled');
    expect(goes).toMatchObject({ status: 'rejected', reason: { message: 'gone' } });
  });

  it('must be named, and needs a desk', async () => {
    await expect(createAgent('ws', FILE_CONTEXT)).rejects.toThrow(/ws:my-agent/);
    await expect(createAgent('ws:far', FILE_CONTEXT)).rejects.toThrow(/no program can join/);
  });
});
