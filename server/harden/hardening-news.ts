import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { HardeningDetail, HardeningRow, HardeningStep, HardeningSummary } from '../http/api.ts';
import { isUniform } from '../report/run-view.ts';
import type { RunIndex } from '../runs/run-index.ts';
import type { RunsFolder } from '../runs/runs-folder.ts';
import { RunFolder } from '../store/run-folder.ts';
import { RunLock } from '../store/run-lock.ts';
import { hardenCommand } from './harden-command.ts';
import { findings, settingOf } from './hardening-words.ts';
import { type HardeningRecord, readHardening } from './read-hardening.ts';
import { type StageAbout, TRAINING_STAGE } from './stage-list.ts';
import { verdictRows } from './verdict-rows.ts';

/** A hardening for the list of them; one that cannot be read says why. */
export function hardeningSummary(name: string, folder: string): HardeningSummary {
  try {
    return summaryOf(name, folder, readHardening(folder));
  } catch (error) {
    return {
      ...{ name, status: 'interrupted', task: '', space: '', agent: '', adversary: '' },
      ...{ stages: { done: 0, of: 0 }, rows: [] },
      problem: error instanceof Error ? error.message : String(error),
    };
  }
}

/** All that the page of one shows; throws an error of kind `data` when it cannot be read. */
export function hardeningDetail(
  name: string,
  folder: string,
  { runs, index }: { runs: RunsFolder; index: RunIndex },
): HardeningDetail {
  const record = readHardening(folder);
  const { about, attackedRun, stages, outcome } = record;
  return {
    ...summaryOf(name, folder, record),
    attack: about.attack,
    attackRun: nameBelow(runs, attackedRun),
    steps: stages.map((stage) => stepOf(name, folder, stage, { record, runs, index })),
    outcome:
      outcome === null
        ? null
        : {
            findings: findings(outcome),
            setting: settingOf(outcome),
            agent: outcome.agent.after,
            versions: outcome.versions,
            command: hardenCommand(outcome),
          },
  };
}

function summaryOf(name: string, folder: string, record: HardeningRecord): HardeningSummary {
  const { about, stages, outcome } = record;
  const { task, space, agent, adversary } = about;
  const running = outcome === null && RunLock.isHeld(folder);
  return {
    ...{ name, task, space, agent, adversary },
    status: outcome !== null ? 'done' : running ? 'running' : 'interrupted',
    stages: {
      done: stages.filter((stage) => isDone(folder, stage, record)).length,
      of: stages.length,
    },
    rows: outcome === null ? [] : verdictRows(outcome).map(rowOf),
    problem: null,
  };
}

function rowOf(row: ReturnType<typeof verdictRows>[number]): HardeningRow {
  const { meanQBefore, meanQAfter, ...rest } = row;
  const told = (q: number) => (Number.isFinite(q) ? q : null);
  return { ...rest, meanQBefore: told(meanQBefore), meanQAfter: told(meanQAfter) };
}

/** A run of a stage has its own manifest; what was trained is whole once its weights are there. */
function isDone(folder: string, { name }: StageAbout, { about, outcome }: HardeningRecord): boolean {
  if (outcome !== null) return true;
  if (name === TRAINING_STAGE) return existsSync(join(folder, `${about.pupil}.fsw`));
  return existsSync(join(folder, name, 'manifest.json')) && isWhole(join(folder, name));
}

function isWhole(run: string): boolean {
  return RunFolder.readManifest(run).status === 'done';
}

function stepOf(
  hardening: string,
  folder: string,
  stage: StageAbout,
  { record, runs, index }: { record: HardeningRecord; runs: RunsFolder; index: RunIndex },
): HardeningStep {
  const { name, what } = stage;
  const within = `${hardening}/${name}`;
  const done = isDone(folder, stage, record);
  const state = done ? 'done' : existsSync(join(folder, name)) ? 'begun' : 'to come';
  if (name === TRAINING_STAGE) {
    const curves = existsSync(join(folder, name, 'training.json'));
    return { name, what, state, run: null, training: curves ? within : null, episodes: 0, failed: null };
  }
  if (!runs.has(within)) return { name, what, state, run: null, training: null, episodes: 0, failed: null };
  const { episodes, phases } = index.summary(within);
  const learned = phases.filter(({ phase }) => !isUniform(phase)).at(-1) ?? phases.at(-1);
  return { name, what, state, run: within, training: null, episodes, failed: learned?.failed ?? null };
}

/** The name by which the server knows a run's folder; null where it lies elsewhere. */
function nameBelow(runs: RunsFolder, folder: string): string | null {
  const name = relative(runs.path, resolve(folder)).split(sep).join('/');
  return runs.has(name) ? name : null;
}
