import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAgent } from '../../agents/index.ts';
import { deriveSeed, FaultscapeError } from '../../sim/core/index.ts';
import type { Scene } from '../../sim/space/index.ts';
import type { HardenConfig } from '../config/harden-config.ts';
import { FILE_CONTEXT } from '../evaluate/episode-host.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import type { ProgressSink } from '../evaluate/progress.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { StageProgress } from '../train/stage-progress.ts';
import { type LessonPlan, lessonsAmong } from './agent-school.ts';
import { type AttackedRun, readAttackedRun } from './attacked-run.ts';
import { type DrawnScenes, drawScenes } from './draw-scenes.ts';
import { HardenFolder, type HardeningAbout } from './harden-folder.ts';
import type { Hardening } from './hardening.ts';
import { type Pupil, pupilOf } from './schools.ts';
import { stagesOf, TRAINING_STAGE } from './stage-list.ts';
import { Stages } from './stages.ts';
import { type JudgedRows, verdictOf } from './verdict.ts';

/**
 * Trains the agent of a finished attack on a mix of what it was made with and the failures that the attack learned,
 * and judges it before and after on scenes and seeds that it was not trained with, by the old adversary and by new
 * ones. Every stage is an ordinary run in the folder; stopped, it goes on after the last whole stage to the same end.
 */
export async function runHardening(options: {
  config: HardenConfig;
  resume: boolean;
  sink: ProgressSink;
  signal: AbortSignal;
}): Promise<Hardening> {
  const { config, resume, sink, signal } = options;
  await loadParts(config.plugins);
  const run = readAttackedRun(config.run);
  const pupil = pupilOf(run.config.agent, config.run);
  const plan = planOf(config, pupil);
  const version = await versionOf(run.config.agent);
  if (version !== run.agentVersion) {
    sink.err(
      `note: ${run.config.agent} is of version ${version} now; it was ${run.agentVersion} in the attack\n`,
    );
  }
  const drawn = drawScenes(run, {
    lessons: plan.rounds * lessonsAmong(config.share, plan.episodes),
    judged: config.judged,
    seed: config.seed,
  });
  const about = {
    ...{ attack: run.name, task: run.config.task, space: run.space.name, adversary: run.config.adversary },
    ...{ agent: run.config.agent, pupil: pupil.name, teacher: pupil.school.teacherOf(run.task.id) },
  };
  const folder = HardenFolder.open(config, { resume, about });
  try {
    return await new HardeningRun({
      config,
      run,
      pupil,
      plan,
      drawn,
      folder,
      sink,
      signal,
      about,
    }).complete();
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new FaultscapeError('interrupted', 'The hardening was stopped; whole stages are kept.', {
      hint: `faultscape harden ${config.run} --out ${config.out} --resume, with the other options as they were`,
    });
  } finally {
    folder.close();
  }
}

interface Parts {
  readonly config: HardenConfig;
  readonly run: AttackedRun;
  readonly pupil: Pupil;
  readonly plan: LessonPlan;
  readonly drawn: DrawnScenes;
  readonly folder: HardenFolder;
  readonly sink: ProgressSink;
  readonly signal: AbortSignal;
  readonly about: HardeningAbout;
}

class HardeningRun {
  readonly #parts: Parts;
  readonly #stages: Stages;
  readonly #teacher: string | null;

  constructor(parts: Parts) {
    const { config, about } = parts;
    this.#parts = parts;
    this.#teacher = about.teacher;
    this.#stages = new Stages({ ...parts, stages: stagesOf({ ...about, attacks: config.attacks }) });
  }

  async complete(): Promise<Hardening> {
    const { config, run, pupil, plan, drawn, about } = this.#parts;
    const teacher = await this.#teach();
    const before = await this.#judge('before', run.config.agent);
    const agent = await this.#train(teacher.learnable);
    const after = await this.#judge('after', agent);
    const freshSeeds = Array.from({ length: config.attacks }, (_, k) => deriveSeed(config.seed, 'fresh', k));
    const fresh: Record<'before' | 'after', (readonly EpisodeRow[])[]> = { before: [], after: [] };
    for (const [k, seed] of freshSeeds.entries()) {
      const attack = (when: 'after' | 'before', attacked: string) =>
        this.#stages.attack(`fresh-${k + 1}-${when}`, { agent: attacked, seed });
      fresh.after.push(await attack('after', agent));
      fresh.before.push(await attack('before', run.config.agent));
    }
    return {
      ...{ attack: about.attack, task: about.task, space: about.space, adversary: about.adversary },
      ...{ config, plan, drawn: run.draw !== null },
      agent: { before: run.config.agent, after: agent },
      noun: pupil.school.noun,
      versions: { before: versionIn(before), after: versionIn(after) },
      renderer: before.nominal[0]?.versions.renderer ?? null,
      teacher: this.#teacher,
      lessons: { drawn: drawn.lessons.length, taught: teacher.learnable.length },
      weights: `${pupil.name}.fsw`,
      verdict: verdictOf({
        before: { ...before, fresh: fresh.before },
        after: { ...after, fresh: fresh.after },
        teacher: teacher.learned,
        freshSeeds,
      }),
    };
  }

  /**
   * The teacher in the learned scenes, those that judge first, so that these have the seeds that the agent meets:
   * what it cannot do cannot be learned.
   */
  async #teach(): Promise<{
    readonly learned: readonly EpisodeRow[] | null;
    readonly learnable: readonly Scene[];
  }> {
    const { config, run, drawn } = this.#parts;
    const teacher = this.#teacher;
    if (teacher === null) return { learned: null, learnable: drawn.lessons };
    const rows = await this.#stages.evaluate('teacher', {
      agent: teacher,
      scenes: [...drawn.learned, ...drawn.lessons],
    });
    const judging = drawn.learned.length;
    const learnable = rows.slice(judging).filter(({ failed }) => failed === false);
    if (learnable.length > 0) {
      return { learned: rows.slice(0, judging), learnable: learnable.map(({ scene }) => scene) };
    }
    throw new FaultscapeError('no-failure', `No failure in ${config.run} can be learned from.`, {
      expected: `a learned failure in which ${teacher}, which teaches ${run.config.agent}, passes`,
      got: `${drawn.lessons.length} scenes, and it fails in all of them`,
      hint: 'such scenes may be impossible; attack in a smaller --space',
    });
  }

  async #judge(stage: 'before' | 'after', agent: string): Promise<Omit<JudgedRows, 'fresh'>> {
    const { config, drawn } = this.#parts;
    const { learned, uniform } = drawn;
    const rows = await this.#stages.evaluate(stage, {
      agent,
      scenes: [...learned, ...uniform, ...Array.from({ length: config.judged }, () => ({}))],
    });
    const nominalFrom = learned.length + uniform.length;
    return {
      learned: rows.slice(0, learned.length),
      uniform: rows.slice(learned.length, nominalFrom),
      nominal: rows.slice(nominalFrom),
    };
  }

  /** The new weights, which are whole as soon as they are there; gives the agent's name with them. */
  async #train(failures: DrawnScenes['lessons']): Promise<string> {
    const { config, run, pupil, plan, folder, sink, signal } = this.#parts;
    this.#stages.begin(TRAINING_STAGE);
    const weights = `${pupil.name}.fsw`;
    if (!folder.has(weights)) {
      const progress = new StageProgress(sink);
      const file = await pupil.school.train({
        ...plan,
        task: run.config.task,
        files: run.files,
        failures,
        share: config.share,
        from: pupil.weights,
        // Training multiplies it, and the shipped weights were made with small ones.
        seed: deriveSeed(config.seed, 'training') % 1_000_000,
        out: folder.place(TRAINING_STAGE),
        workers: config.workers,
        gl: config.gl ?? run.config.gl,
        plugins: config.plugins,
        signal,
        onProgress: (activity, done, total) => progress.update(activity, done, total, performance.now()),
        onRemark: (text) => progress.remark(text),
      });
      signal.throwIfAborted();
      folder.write(weights, readFileSync(file));
    }
    return `${pupil.name}:${join(config.out, weights)}`;
  }
}

function planOf(
  { rounds, episodes, steps, learningRate, share }: HardenConfig,
  { school, weights }: Pupil,
): LessonPlan {
  if (!existsSync(weights)) {
    throw new FaultscapeError('data', 'The weights of the attacked agent are not there.', {
      expected: 'the file that the run names',
      got: weights,
    });
  }
  const plan = {
    rounds: rounds ?? school.usual.rounds,
    episodes: episodes ?? school.usual.episodes,
    steps: steps ?? school.usual.steps,
    learningRate: learningRate ?? school.usual.learningRate,
  };
  if (lessonsAmong(share, plan.episodes) > 0) return plan;
  throw new FaultscapeError('usage', 'No training episode would be in a learned failure.', {
    expected: `--share times --episodes of at least 1`,
    got: `${share} times ${plan.episodes}`,
  });
}

/** Loads the agent once, so that weights that do not fit are told before anything runs. */
async function versionOf(agent: string): Promise<string> {
  const made = await createAgent(agent, FILE_CONTEXT);
  try {
    return made.version;
  } finally {
    await made.close?.();
  }
}

function versionIn({ nominal }: Omit<JudgedRows, 'fresh'>): string {
  return nominal[0]?.agentVersion ?? '';
}
