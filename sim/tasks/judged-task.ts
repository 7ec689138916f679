import type { Action, Observation } from '../agent.ts';
import type { CameraPose, Picture } from '../scene/picture.ts';
import type { Episode, Score, Task } from '../task.ts';
import { robustness, type Signals } from '../temporal/robustness.ts';
import { type Log, type Rule, readRules } from '../temporal/rules.ts';

/** Stands between a task and the rules it is judged by: "driving/one-curve?score=always (speedMps < 12)". */
const SCORE = '?score=';
/** A rule is violated where its robustness is not above 0: Q of 0.5. */
const FAILS_BELOW = 0.5;
/** Logs hold finite numbers: what holds or fails without limit is this far from its edge. */
const FARTHEST = 1e9;

/** Splits what a task is judged by from its spec; null where it judges by itself. */
export function splitScore(spec: string): { readonly task: string; readonly score: string | null } {
  const at = spec.indexOf(SCORE);
  return at < 0
    ? { task: spec, score: null }
    : { task: spec.slice(0, at), score: spec.slice(at + SCORE.length) };
}

/** The spec of a task judged by rules. */
export function judgedSpec(task: string, score: string): string {
  return `${splitScore(task).task}${SCORE}${score}`;
}

/**
 * The same task judged by rules over its log: signal temporal logic over the names of its actions, its trace and
 * `timeS`. Q is below 0.5 exactly where a rule is violated, and the lower, the more important that rule is
 * and the more it is violated; what the task itself said of the episode stays among the terms.
 */
export function judgedTask(task: Task, score: string): Task {
  const log: Log = {
    names: [...task.action.names, ...task.traceNames, 'timeS'],
    stepS: task.controlStepS,
  };
  const rules = readRules(score, log);
  return {
    ...optionalOf(task),
    id: judgedSpec(task.id, score),
    description: `${task.description}, judged by: ${score}`,
    spaces: task.spaces,
    failsBelow: FAILS_BELOW,
    action: task.action,
    controlStepS: task.controlStepS,
    traceNames: task.traceNames,
    nominal: task.nominal,
    begin: (scene, options) =>
      new JudgedEpisode(task.begin(scene, options), rules, log, task.action.names.length),
  };
}

/** What a task may leave out; a plug-in's may be methods of a class, which a spread does not take along. */
const OPTIONAL = ['readings', 'invalid', 'complete', 'course', 'retrace'] as const;

function optionalOf(task: Task): Pick<Task, (typeof OPTIONAL)[number]> {
  const given = OPTIONAL.filter((name) => task[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, task[name]?.bind(task)]));
}

/** How far the rules of a judged episode are from being violated, from its score's terms; empty for another. */
export function robustnessTerms(terms: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(terms)
      .filter(([name]) => name.startsWith(TERM))
      .map(([name, value]) => [name.slice(TERM.length), value]),
  );
}

const TERM = 'robustness of ';

class JudgedEpisode implements Episode {
  readonly #episode: Episode;
  readonly #rules: readonly Rule[];
  readonly #log: Log;
  readonly #actions: number;
  #rows: Float64Array;
  #steps = 0;

  constructor(episode: Episode, rules: readonly Rule[], log: Log, actions: number) {
    this.#episode = episode;
    this.#rules = rules;
    this.#log = log;
    this.#actions = actions;
    this.#rows = new Float64Array(64 * log.names.length);
  }

  get over(): boolean {
    return this.#episode.over;
  }

  observe(): Observation {
    return this.#episode.observe();
  }

  advance(action: Action): void {
    this.#episode.advance(action);
    const width = this.#log.names.length;
    const at = this.#steps * width;
    if (at + width > this.#rows.length) {
      const larger = new Float64Array(2 * this.#rows.length);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    for (let i = 0; i < this.#actions; i++) this.#rows[at + i] = (action[i] as number) + 0;
    this.#episode.trace(this.#rows, at + this.#actions);
    this.#steps++;
    this.#rows[at + width - 1] = this.#steps * this.#log.stepS;
  }

  score(): Score {
    const own = this.#episode.score();
    const values = this.#rules.map(({ formula }) =>
      kept(robustness(formula, this.#signals())[0] ?? FARTHEST),
    );
    const total = totalOf(values);
    const failed = total <= FAILS_BELOW;
    const violated = this.#rules.filter((_, i) => (values[i] as number) <= 0).map(({ name }) => name);
    return {
      ...own,
      total,
      failed,
      reason: failed ? `violated: ${violated.join(', ')}` : own.reason,
      terms: {
        ...own.terms,
        taskQ: own.total,
        ...Object.fromEntries(this.#rules.map(({ name }, i) => [`${TERM}${name}`, values[i] as number])),
      },
    };
  }

  picture(): Picture {
    return this.#episode.picture();
  }

  cameraPose(): CameraPose | null {
    return this.#episode.cameraPose();
  }

  trace(into: Float64Array, offset: number): void {
    this.#episode.trace(into, offset);
  }

  close(): void {
    this.#episode.close();
  }

  #signals(): Signals {
    const { names, stepS } = this.#log;
    const [rows, steps] = [this.#rows, this.#steps];
    return {
      steps,
      stepS,
      get: (name) => {
        const column = names.indexOf(name);
        return Float64Array.from({ length: steps }, (_, k) => rows[k * names.length + column] as number);
      },
    };
  }
}

/**
 * One number that puts episodes in the order of their first violated rule, as a rulebook does (Censi et al. 2019):
 * of m rules the i-th (from 0) has the part of [0, 0.5] from i / 2m on, and [0.5, 1] is for those that violate none.
 */
function totalOf(values: readonly number[]): number {
  const first = values.findIndex((value) => value <= 0);
  if (first < 0) return 0.5 + 0.5 * softSign(Math.min(...values));
  return (0.5 * (first + 1 + softSign(values[first] as number))) / values.length;
}

/** From (-Infinity, Infinity) to (-1, 1), in order, by arithmetic that is the same everywhere. */
function softSign(x: number): number {
  return x / (1 + Math.abs(x));
}

function kept(value: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, value));
}
