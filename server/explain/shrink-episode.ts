import { shrinkChanges } from '../../adversary/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Axis, Scene } from '../../sim/space/index.ts';
import type { RunView } from '../report/run-view.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import type { Rerunner } from './rerunner.ts';

export interface ShrunkEpisode {
  readonly id: string;
  /** What it takes to fail, beside the nominal scene; none where that fails with this seed by itself. */
  readonly changes: readonly {
    readonly axis: Axis;
    readonly nominal: number | string;
    readonly failing: number | string;
  }[];
  /** The scene that is left: nominal in every other axis. */
  readonly scene: Scene;
  readonly seed: number;
  /** Axes in which the failure differed from the nominal scene. */
  readonly from: number;
  readonly queries: number;
}

/** Brings a failure back to the nominal scene in as many axes as it still fails without; same seed throughout. */
export async function shrinkEpisode(
  { space }: RunView,
  row: EpisodeRow,
  rerunner: Rerunner,
): Promise<ShrunkEpisode> {
  const { id, scene, seed } = row;
  if (row.failed !== true) {
    throw new FaultscapeError('usage', `Episode ${id} did not fail, so there is nothing to shrink.`, {
      expected: 'an episode that failed',
      got: row.status === 'done' ? `Q ${row.q}, ${row.reason}` : row.status,
    });
  }
  const { nominal } = rerunner.task;
  const changed = space.axes.filter(
    ({ name }) => nominal[name] !== undefined && scene[name] !== nominal[name],
  );
  const sceneOf = (kept: readonly Axis[]): Scene => ({
    ...scene,
    ...Object.fromEntries(
      changed
        .filter((axis) => !kept.includes(axis))
        .map(({ name }) => [name, nominal[name] as number | string]),
    ),
  });
  let tried = 0;
  const found = await shrinkChanges(changed, async (kept) => {
    const [failed] = await rerunner.fail([{ id: `shrink-${id}-${tried++}`, scene: sceneOf(kept), seed }]);
    return failed === true;
  });
  if (found === null) {
    throw new FaultscapeError('data', `Episode ${id} does not fail when it is run again.`, {
      expected: 'the failure that was logged',
      got: 'a pass',
      hint: `faultscape replay RUN ${id} says from which step on it differs, and why`,
    });
  }
  return {
    id,
    changes: found.kept.map((axis) => ({
      axis,
      nominal: nominal[axis.name] as number | string,
      failing: scene[axis.name] as number | string,
    })),
    scene: sceneOf(found.kept),
    seed,
    from: changed.length,
    queries: found.queries,
  };
}
