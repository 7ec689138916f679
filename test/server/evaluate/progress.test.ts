import { describe, expect, it } from 'vitest';
import { duration, Progress } from '../../../server/evaluate/progress.ts';

function progressOn(errIsTty: boolean, before: readonly { failed: boolean }[] = []) {
  const written: string[] = [];
  const progress = new Progress(
    { err: (text) => written.push(text), errIsTty },
    { total: 100, before, nowMs: 0 },
  );
  return { written, progress };
}

describe('Progress', () => {
  it('writes a line about every ten seconds where there is no terminal', () => {
    const { written, progress } = progressOn(false);
    for (let second = 1; second <= 30; second++) progress.episode(second % 3 === 0, second * 1000);
    expect(written).toEqual([
      '1 of 100 episodes, 0 failed, 1.0/s, 1 min 39 s left\n',
      '11 of 100 episodes, 3 failed, 1.0/s, 1 min 29 s left\n',
      '21 of 100 episodes, 7 failed, 1.0/s, 1 min 19 s left\n',
    ]);
  });

  it('rewrites one line on a terminal and ends it', () => {
    const { written, progress } = progressOn(true);
    progress.episode(false, 1000);
    progress.episode(false, 1100);
    progress.finish(2000);
    expect(written).toHaveLength(3);
    expect(written[0]).toMatch(/^\r.*1 of 100/);
    expect(written[2]).toBe('\n');
  });

  it('counts episodes of an earlier part, but not into the rate', () => {
    const { written, progress } = progressOn(false, Array(50).fill({ failed: true }));
    progress.episode(false, 2000);
    expect(written).toEqual(['51 of 100 episodes, 50 failed, 0.5/s, 1 min 38 s left\n']);
  });

  it('promises no time before as many episodes ended as run side by side', () => {
    const written: string[] = [];
    const sink = { err: (text: string) => written.push(text), errIsTty: false };
    const progress = new Progress(sink, { total: 9, sideBySide: 2, nowMs: 0 });
    progress.episode(false, 1000);
    progress.episode(false, 11_000);
    expect(written).toEqual(['1 of 9 episodes, 0 failed\n', '2 of 9 episodes, 0 failed, 0.2/s, 39 s left\n']);
  });

  it('says what goes on while no episode ends', () => {
    const { written, progress } = progressOn(false);
    progress.note('learning for generated: 50 of 3000', 1000);
    expect(written[0]).toContain('learning for generated: 50 of 3000');
  });

  it('says times in words', () => {
    expect([0.4, 59.4, 200, 7500].map(duration)).toEqual(['0 s', '59 s', '3 min 20 s', '2 h 5 min']);
  });
});
