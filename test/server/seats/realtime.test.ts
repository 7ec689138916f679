import { afterEach, describe, expect, it } from 'vitest';
import { soon } from '../../support/soon.ts';
import '../../toys/plugin.ts';
import type { Manner } from '../../../server/seats/manner.ts';
import { BRIEFING, openHub, sight } from './hub-server.ts';
import { ManualClock } from './manual-clock.ts';
import { closeRawAgents, RawAgent } from './raw-agent.ts';

afterEach(closeRawAgents);

/** One episode with a period of 100 ms at one program, on a clock of the test's own. */
async function realtime(manner: Partial<Manner> = {}) {
  const clock = new ManualClock();
  const server = await openHub({ clock });
  const desk = server.desk({ pace: 'realtime', ...manner });
  const agent = await RawAgent.join(server.url);
  await desk.meet('ws:raw');
  const episode = await desk.begin('ws:raw', BRIEFING);
  return { ...server, clock, desk, agent, episode };
}

/** Lets messages that are under way arrive; no time of the clock passes. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}

describe('an episode in real time', () => {
  it('shows an observation every control step, however fast the answers come', async () => {
    const { clock, desk, agent, episode } = await realtime();
    const first = desk.exchange([sight(episode, 0)]);
    await agent.next('observe');
    expect(agent.of('begin')).toMatchObject([{ mode: 'realtime' }]);
    clock.advance(20);
    agent.act(episode, 0, [0.1]);
    expect(await first).toEqual([{ action: [0.1] }]);
    const second = desk.exchange([sight(episode, 1)]);
    clock.advance(79);
    await settle();
    expect(agent.of('observe')).toHaveLength(1);
    clock.advance(1);
    await agent.next('observe');
    agent.act(episode, 1, [0.2]);
    expect(await second).toEqual([{ action: [0.2] }]);
    expect(await desk.end(episode, null)).toEqual({ missedDeadlines: 0 });
  });

  it('goes on with the last action when a deadline is missed, counts it, and drops the late action', async () => {
    const { clock, desk, agent, episode } = await realtime({ stale: 'hold' });
    const first = desk.exchange([sight(episode, 0)]);
    await agent.next('observe');
    agent.act(episode, 0, [0.4], { confidence: 1 });
    await first;
    const second = desk.exchange([sight(episode, 1)]);
    clock.advance(100);
    await agent.next('observe');
    clock.advance(99);
    await settle();
    expect(agent.of('end')).toEqual([]);
    clock.advance(1);
    expect(await second).toEqual([{ action: [0.4] }]);
    agent.act(episode, 1, [0.9]);
    await soon(() => agent.of('warning')).toMatchObject([{ code: 'late', episode, got: 'step 1' }]);
    const third = desk.exchange([sight(episode, 2)]);
    await agent.next('observe');
    clock.advance(100);
    expect(await third).toEqual([{ action: [0.4] }]);
    expect(await desk.end(episode, null)).toEqual({ missedDeadlines: 2, meanConfidence: 1 });
  });

  it('coasts if it was told to, and before there was any action', async () => {
    for (const stale of ['coast', 'hold'] as const) {
      const { clock, desk, agent, episode } = await realtime({ stale });
      const first = desk.exchange([sight(episode, 0)]);
      await agent.next('observe');
      clock.advance(100);
      expect(await first).toEqual([{ action: [0] }]);
      const second = desk.exchange([sight(episode, 1)]);
      await soon(() => agent.of('observe').length).toBe(2);
      agent.act(episode, 1, [0.7]);
      expect(await second).toEqual([{ action: [0.7] }]);
      clock.advance(100);
      const third = desk.exchange([sight(episode, 2)]);
      await soon(() => agent.of('observe').length).toBe(3);
      clock.advance(100);
      expect(await third).toEqual([{ action: [stale === 'hold' ? 0.7 : 0] }]);
      expect(await desk.end(episode, null)).toEqual({ missedDeadlines: 2 });
    }
  });

  it('keeps its beat when a timer is a little late, and finds a new one when the simulator is slow', async () => {
    const { clock, desk, agent, episode } = await realtime();
    let step = 0;
    /** Shows the next step now, or after a further `waitMs`, and has it answered. */
    const beat = async (waitMs: number) => {
      const reply = desk.exchange([sight(episode, step)]);
      if (waitMs > 0) {
        clock.advance(waitMs - 1);
        await settle();
        expect(agent.of('observe')).toHaveLength(step);
        clock.advance(1);
      }
      await agent.next('observe');
      agent.act(episode, step++, [0]);
      await reply;
    };
    await beat(0);
    // 15 ms after it was due; the next one is due 100 ms after that nevertheless.
    clock.advance(115);
    await beat(0);
    await beat(85);
    // 250 ms too late: the beat starts anew from there.
    clock.advance(350);
    await beat(0);
    await beat(100);
    expect(await desk.end(episode, null)).toEqual({ missedDeadlines: 0 });
  });

  it('is taken away from a program that answers nothing any more', async () => {
    const { clock, desk, agent, episode } = await realtime({ answerTimeoutS: 0.25 });
    const replies: unknown[] = [];
    for (let step = 0; step < 4; step++) {
      const reply = desk.exchange([sight(episode, step)]);
      await soon(() => agent.of('observe').length).toBe(Math.min(step + 1, 3));
      clock.advance(100);
      replies.push(...(await reply));
      if ('fault' in (replies.at(-1) as object)) break;
    }
    expect(replies.slice(0, 2)).toEqual([{ action: [0] }, { action: [0] }]);
    expect(replies[2]).toEqual({ fault: 'agent "raw" gave no answer within 0.25 s' });
    await desk.end(episode, null);
  });
});
