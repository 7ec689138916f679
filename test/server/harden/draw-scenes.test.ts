import { describe, expect, it } from 'vitest';
import { readAttackedRun } from '../../../server/harden/attacked-run.ts';
import { drawScenes } from '../../../server/harden/draw-scenes.ts';
import { attackToy } from '../toy-runs.ts';

const names = (scenes: readonly object[]) => scenes.map((scene) => JSON.stringify(scene));

describe('the scenes of a hardening', () => {
  it('are new draws of what the attack learned, and none that judges is trained in', async () => {
    const run = readAttackedRun((await attackToy()).out);
    const { lessons, learned, uniform } = drawScenes(run, { lessons: 30, judged: 20, seed: 1 });
    expect([lessons.length, learned.length, uniform.length]).toEqual([30, 20, 20]);
    const all = names([...lessons, ...learned, ...uniform]);
    expect(new Set(all).size).toBe(70);
    expect(drawScenes(run, { lessons: 30, judged: 20, seed: 1 })).toEqual({ lessons, learned, uniform });
    expect(drawScenes(run, { lessons: 30, judged: 20, seed: 2 }).lessons).not.toEqual(lessons);
  });

  it('are half of the failures that were met, where the attack learned nothing more', async () => {
    const { out, rows } = await attackToy({ adversary: 'random', settings: { samples: 120 } });
    const run = readAttackedRun(out);
    const failures = names(rows.filter(({ failed }) => failed === true).map(({ scene }) => scene));
    expect(failures.length).toBeGreaterThan(3);
    const { lessons, learned } = drawScenes(run, { lessons: 100, judged: 100, seed: 1 });
    expect([...names(lessons), ...names(learned)].sort()).toEqual([...failures].sort());
    expect(lessons.length - learned.length).toBe(failures.length % 2);
  });
});
