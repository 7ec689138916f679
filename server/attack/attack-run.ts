import { basename, resolve } from 'node:path';
import { tensorflowInUse } from '../../agents/tensor/index.ts';
import type { AttackConfig } from '../config/attack-config.ts';
import type { HostAbout } from '../evaluate/episode-host.ts';
import type { Manifest } from '../store/manifest.ts';
import { newManifest } from '../store/new-manifest.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { AttackParts } from './attack-parts.ts';
import { checkResumable, checkSameParts } from './resume-check.ts';
import type { TimedAdversary } from './timed-adversary.ts';

/** The folder of an attack to go on with; throws unless the config is the one it began with. */
export function openEarlierRun(config: AttackConfig): RunFolder {
  const folder = RunFolder.open(config.out, { write: true });
  try {
    checkResumable(folder.manifest, config);
    return folder;
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** A new run folder with its manifest. */
export function beginRun(
  config: AttackConfig,
  { task, space, files }: AttackParts,
  about: HostAbout,
): RunFolder {
  const manifest: Manifest = {
    ...newManifest({ about, task, startedAt: new Date(), config }),
    name: basename(resolve(config.out)),
    command: 'attack',
    space: { name: space.name, axes: [...space.axes] } as Manifest['space'],
    adversary: { name: config.adversary, settings: config.settings },
  };
  return RunFolder.create(config.out, manifest, files);
}

/** Notes the resumption, after checking that agent, space and engines are those of the beginning. */
export function continueRun(folder: RunFolder, { space }: AttackParts, about: HostAbout): void {
  checkSameParts(folder.manifest, about, space);
  const resumedAt = [...folder.manifest.resumedAt, new Date().toISOString()];
  folder.updateManifest({ status: 'running', resumedAt });
}

/**
 * Which backend the adversary learns on goes into the manifest before the first row that depends
 * on it, and what it has learned into the folder for those who look on.
 */
export function noteLearner(folder: RunFolder, adversary: TimedAdversary): void {
  const draft = adversary.draft();
  if (draft !== null) {
    folder.writeJson('distribution.json', draft.save());
    folder.updateManifest({ diagnostics: adversary.diagnostics() });
  }
  const tensor = tensorflowInUse();
  if (tensor === null || folder.manifest.learnerTensor !== null) return;
  folder.updateManifest({ learnerTensor: { backend: tensor.backend, version: tensor.version } });
}

/** Saves what was learned and how it went. */
export function endRun(
  folder: RunFolder,
  adversary: TimedAdversary,
  { finished, cached }: { finished: boolean; cached: number },
): void {
  if (finished) folder.writeJson('distribution.json', adversary.distribution().save());
  folder.updateManifest({
    status: finished ? 'done' : 'interrupted',
    finishedAt: new Date().toISOString(),
    learnerSeconds: folder.manifest.learnerSeconds + adversary.learnerSeconds,
    cachedEpisodes: folder.manifest.cachedEpisodes + cached,
    diagnostics: adversary.diagnostics(),
    remarks: [...adversary.remarks],
  });
}

/** Marks a run as failed where that can still be written; the error that ended it matters more. */
export function noteFailure(folder: RunFolder): void {
  try {
    if (folder.manifest.status === 'running') folder.updateManifest({ status: 'failed' });
  } catch {
    // A full disk ends a run, and cannot take this note either.
  }
}
