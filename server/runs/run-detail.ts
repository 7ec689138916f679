import { z } from 'zod';
import { createTask, splitTask, taskIds } from '../../sim/index.ts';
import { readTaskFile } from '../evaluate/task-files.ts';
import type { RunDetail, RunSummary } from '../http/api.ts';
import type { Manifest } from '../store/manifest.ts';

/** What an adversary that imitates says about each stage. */
const InducedSchema = z.object({
  stages: z.array(z.object({ phase: z.string(), induced: z.array(z.string()) })),
});

/** What BBGAN's diagnostics say besides, as far as the page shows it. */
const LearningSchema = z.object({
  stages: z.array(
    z.object({
      phase: z.string(),
      losses: z.array(z.record(z.string(), z.number())),
      energyDistances: z.array(z.number()),
      inducedStd: z.array(z.number()),
      generatedStd: z.array(z.number()),
    }),
  ),
});

/** All that a run's manifest says which the page shows. */
export function detailOf(summary: RunSummary, manifest: Manifest): RunDetail {
  const imitated = InducedSchema.safeParse(manifest.diagnostics).data?.stages ?? [];
  const learned = LearningSchema.safeParse(manifest.diagnostics).data?.stages ?? [];
  return {
    summary,
    taskFiles: manifest.taskFiles,
    failsBelow: manifest.failsBelow,
    axes: manifest.space?.axes ?? null,
    camera: manifest.camera,
    renderer: manifest.renderer,
    agentVersion: manifest.agentVersion,
    controlStepS: controlStepOf(manifest.task),
    remarks: manifest.remarks,
    induced: Object.fromEntries(imitated.map(({ phase, induced }) => [phase, induced])),
    learning: learned,
    config: manifest.config,
  };
}

/** The same of a run that is about to be, which has no folder yet: this server was told to run it. */
export function announcedDetail(summary: RunSummary): RunDetail {
  const task = createTask(summary.task, readTaskFile);
  return {
    summary,
    taskFiles: [],
    failsBelow: task.failsBelow,
    axes: summary.space === null ? null : (task.spaces.get(summary.space)?.axes ?? null),
    camera: null,
    renderer: null,
    agentVersion: '',
    controlStepS: task.controlStepS,
    remarks: [],
    induced: {},
    learning: [],
    config: null,
  };
}

function controlStepOf(task: string): number | null {
  const { id } = splitTask(task);
  return taskIds().includes(id) ? createTask(id).controlStepS : null;
}
