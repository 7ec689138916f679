import type { Json } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import { machineFacts } from '../config/machine.ts';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import type { HostAbout } from '../evaluate/episode-host.ts';
import type { Manner } from '../seats/manner.ts';
import { FORMAT, FORMAT_VERSION, type Manifest } from './manifest.ts';

/** The part of a manifest that every run fills in the same way, at its start. */
export function newManifest(options: {
  about: HostAbout;
  task: Task;
  startedAt: Date;
  config: { readonly agent: string; readonly seed: number; readonly workers: number; readonly seats: number };
}): Omit<Manifest, 'name' | 'command'> {
  const { about, task, startedAt, config } = options;
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    status: 'running',
    ...machineFacts(),
    renderer: about.renderer,
    agentTensor: about.tensor,
    camera: about.camera,
    learnerTensor: null,
    task: task.id,
    taskFiles: [],
    failsBelow: task.failsBelow,
    space: null,
    agent: config.agent,
    agentVersion: about.agentVersion,
    adversary: null,
    seed: config.seed,
    workers: config.workers,
    seats: config.seats,
    config: config as unknown as Json,
    startedAt: startedAt.toISOString(),
    resumedAt: [],
    finishedAt: null,
    learnerSeconds: 0,
    cachedEpisodes: 0,
    diagnostics: null,
    remarks: [],
  };
}

/** What the result of an episode depends on besides its scene, its seed and the agent. */
export function versionsOf(
  about: HostAbout,
  manner: Pick<Manner, 'pace' | 'stale'>,
): Readonly<Record<string, string>> {
  return {
    faultscape: PACKAGE_VERSION,
    ...(about.renderer === null ? {} : { renderer: about.renderer }),
    ...(about.tensor === null ? {} : { tensor: `${about.tensor.backend} ${about.tensor.version}` }),
    ...(manner.pace === 'realtime' ? { pace: `realtime ${manner.stale}` } : {}),
  };
}
