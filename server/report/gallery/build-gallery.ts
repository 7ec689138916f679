import { FaultscapeError } from '../../../sim/core/index.ts';
import type { CameraSpec, Renderer, Task } from '../../../sim/index.ts';
import type { Axis } from '../../../sim/space/index.ts';
import type { EpisodeView, RunView } from '../run-view.ts';
import { choosePairs, type Pair } from './choose-pairs.ts';
import { film, type Shot } from './film.ts';
import { failingMoment, sameMoment } from './moments.ts';

export interface GalleryEntry extends Pair {
  readonly failureShot: Shot | null;
  readonly passedShot: Shot | null;
}

export interface Gallery {
  readonly entries: readonly GalleryEntry[];
  /** Why there are no pictures, where there are none. */
  readonly note: string | null;
}

/** What it takes to photograph episodes again. */
export interface Studio {
  readonly task: Task;
  readonly renderer: Renderer;
  /** The agent's camera, or null for an agent without one. */
  readonly camera: CameraSpec | null;
}

const PAIRS = 6;

/** Failures beside the nearest passes, photographed if there is a studio (else a reason why not). */
export function buildGallery(
  run: RunView,
  failures: readonly EpisodeView[],
  telling: readonly Axis[],
  studio: Studio | string,
): Gallery {
  const pairs = choosePairs(run.space.axes, failures, run.episodes, { count: PAIRS, telling });
  if (typeof studio === 'string') return { entries: pairs.map(withoutShots), note: studio };
  const entries = photographedIfShown(pairs, run, studio);
  if (typeof entries === 'string') return { entries: pairs.map(withoutShots), note: entries };
  const blind = entries.length > 0 && entries.every((entry) => entry.failureShot === null);
  if (blind) return { entries, note: 'No pictures: the episodes have no camera or no logged steps.' };
  return { entries, note: foreignRenderer(run, studio) };
}

/** Pixels are equal on one renderer only. */
function foreignRenderer({ manifest }: RunView, { renderer }: Studio): string | null {
  if (manifest.renderer === null || manifest.renderer === renderer.description) return null;
  return `Pictures were drawn by ${renderer.description}, the run by ${manifest.renderer}: pixels differ a little.`;
}

function withoutShots(pair: Pair): GalleryEntry {
  return { ...pair, failureShot: null, passedShot: null };
}

/** A log of another version of the task cannot be shown; then it says so. */
function photographedIfShown(
  pairs: readonly Pair[],
  run: RunView,
  studio: Studio,
): readonly GalleryEntry[] | string {
  try {
    return pairs.map((pair) => photographed(pair, run, studio));
  } catch (error) {
    if (error instanceof FaultscapeError && error.kind === 'data') return `No pictures: ${error.message}`;
    throw error;
  }
}

function photographed(pair: Pair, run: RunView, studio: Studio): GalleryEntry {
  const { failure, passed } = pair;
  const failing = run.trajectory(failure.id);
  if (failing === null) return withoutShots(pair);
  const step = failingMoment(failing, studio.task.controlStepS);
  const failureShot = film({
    ...studio,
    scene: failure.scene,
    seed: failure.seed,
    trajectory: failing,
    step,
  });
  const passing = passed === null ? null : run.trajectory(passed.id);
  if (passed === null || passing === null) return { ...pair, failureShot, passedShot: null };
  const passedShot = film({
    ...studio,
    scene: passed.scene,
    seed: passed.seed,
    trajectory: passing,
    step: sameMoment(failing, step, passing),
  });
  return { ...pair, failureShot, passedShot };
}
