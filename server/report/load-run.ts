import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import { Space } from '../../sim/space/index.ts';
import { KEPT_FILE } from '../explain/kept-reruns.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import type { Manifest } from '../store/manifest.ts';
import type { RunFolder } from '../store/run-folder.ts';
import { isUniform, isUsable, phasesInOrder, type RunView } from './run-view.ts';

/** What BBGAN's diagnostics say about each stage, as far as a report needs it. */
const DiagnosticsSchema = z.object({
  stages: z.array(z.object({ phase: z.string(), induced: z.array(z.string()) })),
});

/**
 * A run folder as a report reads it; it stays open under the view. The space comes from the
 * manifest, so a run of a plug-in can be read without the plug-in.
 */
export function viewRun(run: RunFolder, writtenAs: string): RunView {
  const { manifest } = run;
  if (manifest.space === null) {
    throw new FaultscapeError('data', `The run ${writtenAs} has no parameter space to report on.`, {
      expected: 'a run of faultscape attack',
      got: `a run of faultscape ${manifest.command} on nominal scenes`,
    });
  }
  const rows = run.store.rows();
  const episodes = rows.filter(isUsable);
  const learned = phasesInOrder(episodes).filter((phase) => !isUniform(phase));
  return {
    name: run.name,
    folder: writtenAs,
    taskId: manifest.task,
    taskFiles: () => run.taskFiles(),
    agent: manifest.agent,
    adversary: manifest.adversary?.name ?? 'none',
    space: new Space(manifest.space.name, manifest.space.axes),
    failsBelow: manifest.failsBelow,
    finished: manifest.status === 'done',
    episodes,
    aborted: rows.filter((row) => row.status === 'aborted').length,
    invalid: countInvalid(rows),
    inducedIds: inducedIds(manifest, learned.at(-1)),
    remarks: manifest.remarks,
    distribution: run.has('distribution.json') ? run.readJson('distribution.json') : null,
    kept: () => (run.has(KEPT_FILE) ? run.readJson(KEPT_FILE) : null),
    manifest,
    trajectory: (id) => run.store.trajectory(id),
  };
}

function countInvalid(rows: readonly EpisodeRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { status, phase } of rows) {
    if (status === 'invalid') counts.set(phase, (counts.get(phase) ?? 0) + 1);
  }
  return counts;
}

/** The induced set behind the given phase. */
function inducedIds({ diagnostics }: Manifest, phase: string | undefined): readonly string[] {
  const parsed = DiagnosticsSchema.safeParse(diagnostics);
  if (!parsed.success) return [];
  return parsed.data.stages.find((stage) => stage.phase === phase)?.induced ?? [];
}
