import { describe, expect, it } from 'vitest';
import { narrowedTo } from '../../../server/report/narrowed.ts';
import type { EpisodeView } from '../../../server/report/run-view.ts';
import type { Scene } from '../../../sim/space/axis.ts';
import { LANDSCAPE_SPACE, landscapeRun } from './landscape-run.ts';

const [template] = landscapeRun({ pool: 1, generated: 0 }).episodes as [EpisodeView];

function failing(scenes: readonly Scene[]): EpisodeView[] {
  return scenes.map((scene) => ({ ...template, scene, failed: true }));
}

const scene = (heightM: number, pitchDeg: number, weather: string): Scene => ({
  cameraHeightM: heightM,
  'pitch<b>Deg': pitchDeg,
  weather,
});

describe('narrowedTo', () => {
  it('names the axes of which the failures take up at most half, and only those', () => {
    const few = failing([scene(1.1, -20, 'Storm'), scene(1.3, -10, 'Storm'), scene(1.2, -15, 'Storm')]);
    expect(narrowedTo(LANDSCAPE_SPACE.axes, few)).toBe(
      'All 3 failures that the adversary drew last lie at camera height 1.1 to 1.3 m and weather Storm.',
    );
  });

  it('leaves out the outermost of many', () => {
    const many = Array.from({ length: 40 }, (_, i) => scene(1.1 + i / 1000, -20 + i / 4, 'Clear'));
    const strays = [scene(2, -15, 'Storm'), scene(1, -15, 'Storm')];
    expect(narrowedTo(LANDSCAPE_SPACE.axes, failing([...many, ...strays]))).toMatch(
      /nine in ten of the 42 failures .* camera height 1\.1 to 1\.14 m and weather Clear\.$/,
    );
  });

  it('says nothing of few failures, of passes, or of failures all over', () => {
    const wide = failing([scene(1, -20, 'Storm'), scene(2, -10, 'Clear'), scene(1.5, -15, 'Wet & dark')]);
    expect(narrowedTo(LANDSCAPE_SPACE.axes, wide)).toBeNull();
    expect(narrowedTo(LANDSCAPE_SPACE.axes, wide.slice(0, 2))).toBeNull();
    const passes = failing([scene(1.1, -20, 'Storm')]).map((episode) => ({ ...episode, failed: false }));
    expect(narrowedTo(LANDSCAPE_SPACE.axes, [...passes, ...passes, ...passes])).toBeNull();
  });
});
