import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../../server/harden/verdict.ts';
import type { EpisodeRow } from '../../../server/store/episode-store.ts';

function row(id: string, failed: boolean | null, phase = 'scene'): EpisodeRow {
  const status = failed === null ? 'aborted' : 'done';
  return {
    ...{ id, phase, point: null, scene: {}, seed: 1, task: 't', agent: 'a', agentVersion: '1', versions: {} },
    ...{ status, q: failed === null ? null : failed ? 0.2 : 0.9, failed, error: null },
    ...{ terms: null, reason: null, terminated: null, truncated: null, steps: 1, wallMs: 0 },
  } as EpisodeRow;
}

/** One episode a letter: f failed, p passed, x was lost. */
function rows(text: string, phase = 'scene'): EpisodeRow[] {
  return [...text].map((letter, i) => row(`${phase}-${i}`, letter === 'x' ? null : letter === 'f', phase));
}

const NONE = { nominal: rows('p'), uniform: rows('p'), learned: [], fresh: [] };

describe('before and after', () => {
  it('are compared pair by pair, with what was lost in either left out of both', () => {
    const verdict = verdictOf({
      before: { ...NONE, uniform: rows('ffffffffpppx') },
      after: { ...NONE, uniform: rows('ppppppppfxpp') },
      teacher: null,
      freshSeeds: [],
    });
    const { before, after, mended, broken, p, meanQBefore } = verdict.uniform;
    expect([before.hits, before.total, after.hits, after.total]).toEqual([8, 10, 1, 10]);
    expect([mended, broken]).toEqual([8, 1]);
    // The exact binomial: 2 (1 + 9) / 2^9.
    expect(p).toBeCloseTo(20 / 512, 12);
    expect(meanQBefore).toBeCloseTo((8 * 0.2 + 2 * 0.9) / 10, 12);
  });

  it('are told apart where the teacher fails as well, which cannot be learned', () => {
    const verdict = verdictOf({
      before: { ...NONE, learned: rows('ffff') },
      after: { ...NONE, learned: rows('ppff') },
      teacher: rows('pppf'),
      freshSeeds: [],
    });
    expect(verdict.unlearnable).toMatchObject({ hits: 1, total: 4 });
    expect(verdict.learned?.after).toMatchObject({ hits: 2, total: 4 });
    expect(verdict.learnable?.after).toMatchObject({ hits: 1, total: 3 });
  });

  it('of a new adversary count what it generated last, or all of one that only spreads scenes', () => {
    const bbgan = (generated: string) => [...rows('pppppp', 'pool'), ...rows(generated, 'generated')];
    const verdict = verdictOf({
      before: { ...NONE, fresh: [bbgan('fff'), rows('fp', 'random')] },
      after: { ...NONE, fresh: [bbgan('pfp'), rows('pp', 'random')] },
      teacher: null,
      freshSeeds: [7, 8],
    });
    expect(verdict.learned).toBeNull();
    expect(
      verdict.fresh.map(({ before, after }) => [before.hits, before.total, after.hits, after.total]),
    ).toEqual([
      [3, 3, 1, 3],
      [1, 2, 0, 2],
    ]);
  });
});
