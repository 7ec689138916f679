import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AttackWatcher } from '../../../server/attack/attack-news.ts';
import { runAttack } from '../../../server/attack/run-attack.ts';
import { parseAttackConfig } from '../../../server/config/attack-config.ts';
import type { LiveEvent } from '../../../server/live/live-event.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { attackToy, comparable, newFolder, rowsIn, SMALL, SMALL_EPISODES } from '../toy-runs.ts';

async function watchedAttack(steps: boolean) {
  const events: LiveEvent[] = [];
  const drafts: boolean[] = [];
  const out = join(newFolder(), 'run');
  const watcher: AttackWatcher = {
    tell(event) {
      events.push(event);
      if (event.type === 'status') drafts.push(hasDraft(out));
    },
    watchable(set) {
      if (steps) set({ episodes: 2, everyMs: 0 });
    },
  };
  const config = parseAttackConfig({ ...SMALL, out }, { settings: {} });
  const sink = { err: () => {}, errIsTty: false };
  const signal = new AbortController().signal;
  const { rows } = await runAttack({ config, resume: false, sink, signal, watcher });
  return { events, drafts, rows, out };
}

function hasDraft(out: string): boolean {
  try {
    const run = RunFolder.open(out, { write: false });
    const has = run.has('distribution.json');
    run.close();
    return has;
  } catch {
    return false;
  }
}

describe('an attack that is watched', () => {
  it('says how it stands from its start to its end', async () => {
    const { events } = await watchedAttack(false);
    const statuses = events.filter((event) => event.type === 'status');
    expect(statuses[0]?.status).toBe('starting');
    expect(statuses.map((event) => event.status)).toContain('learning');
    expect(statuses.at(-1)).toMatchObject({ status: 'done', done: SMALL_EPISODES, total: SMALL_EPISODES });
    expect(events.some((event) => event.type === 'steps')).toBe(false);
  });

  it('shows what the learner has learned so far: losses, and points of the space', async () => {
    const { events } = await watchedAttack(false);
    const learner = events.filter((event) => event.type === 'learner');
    const last = learner.at(-1);
    expect(learner[0]?.sample).toBeNull();
    expect(Object.keys(last?.figures ?? {}).sort()).toEqual(['discriminatorLoss', 'generatorLoss']);
    expect(last?.sample?.length).toBeGreaterThan(100);
    for (const point of last?.sample ?? []) {
      expect(point).toHaveLength(3);
      for (const x of point) expect(Math.abs(x)).toBeLessThanOrEqual(1);
    }
  });

  it('shows the steps of a few episodes, as they are logged', async () => {
    const { events, out } = await watchedAttack(true);
    const steps = events.filter((event) => event.type === 'steps');
    const id = steps[0]?.episode as string;
    const seen = steps.filter((event) => event.episode === id).flatMap((event) => event.rows);
    const run = RunFolder.open(out, { write: false });
    const logged = run.store.trajectory(id);
    run.close();
    expect(seen.flat()).toEqual([...(logged?.rows ?? [])]);
    expect(steps[0]?.names).toEqual(logged?.names);
  });

  it('has the very rows of an attack that nobody watches', async () => {
    const { out } = await watchedAttack(true);
    const alone = await attackToy();
    expect(comparable(rowsIn(out))).toEqual(comparable(alone.rows));
  });

  it('leaves a draft of the distribution while its samples are still being scored', async () => {
    const { drafts } = await watchedAttack(false);
    expect(drafts[0]).toBe(false);
    expect(drafts.at(-1)).toBe(true);
  });
});
