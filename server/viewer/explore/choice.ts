import { type Axis, type Scene, Space, sceneProblem, valueAt } from '../../../sim/space/index.ts';
import type { TaskAbout } from '../../http/api.ts';
import { exploreLink } from './explore-link.ts';

/** What the explorer shows: one scene of one task, in every axis of one of its spaces. */
export interface Choice {
  readonly task: string;
  readonly space: string;
  readonly scene: Scene;
  readonly seed: number;
  readonly run: string | null;
  readonly agent: string | null;
}

export interface ReadChoice {
  readonly choice: Choice;
  /** What of the address could not be followed, for people; null when all of it was. */
  readonly problem: string | null;
}

const MOST_SEED = 0xffff_ffff;

/**
 * Reads an address. What it leaves out, or what cannot be, is the task's first or nominal.
 * `details` gives what a scene implies, such as the numbers of a named weather.
 */
export function readChoice(
  query: URLSearchParams,
  tasks: readonly TaskAbout[],
  details: (task: string, scene: Scene) => Scene,
): ReadChoice {
  const problems: string[] = [];
  const asked = query.get('task');
  const task = tasks.find(({ id }) => id === asked) ?? (tasks[0] as TaskAbout);
  if (asked !== null && asked !== task.id) {
    problems.push(`There is no task ${asked}; this is ${task.id}.`);
  }
  const given = readScene(query.get('scene') ?? '{}', task);
  if ('problem' in given) problems.push(given.problem);
  const scene = 'problem' in given ? {} : given.scene;
  const named = query.get('space');
  const space = task.spaces.find(({ name }) => name === named) ?? firstWith(task, Object.keys(scene));
  if (named !== null && named !== space.name) {
    problems.push(`Task ${task.id} has no space ${named}; this is ${space.name}.`);
  }
  const seed = readSeed(query.get('seed') ?? '1');
  if (seed === null) problems.push(`The seed is a whole number from 0 to ${MOST_SEED}; this is 1.`);
  problems.push(...leftOut(space, scene, task.nominal));
  const choice: Choice = {
    task: task.id,
    space: space.name,
    scene: fitScene(space.axes, scene, details(task.id, scene), task.nominal),
    seed: seed ?? 1,
    run: query.get('run'),
    agent: query.get('agent'),
  };
  return { choice, problem: problems.length === 0 ? null : problems.join(' ') };
}

/** The scene a text holds, checked as the simulator checks it. */
export function readScene(
  text: string,
  task: TaskAbout,
): { readonly scene: Scene } | { readonly problem: string } {
  let scene: unknown;
  try {
    scene = JSON.parse(text);
  } catch {
    return { problem: 'The scene is not JSON; one looks like {"cameraHeightM":2}.' };
  }
  if (typeof scene !== 'object' || scene === null || Array.isArray(scene)) {
    return { problem: 'A scene is an object of axis names and values, e.g. {"cameraHeightM":2}.' };
  }
  const problem = problemOf(task, scene as Scene);
  return problem === null ? { scene: scene as Scene } : { problem };
}

/** What is wrong with a scene of a task, as a sentence with what was expected; null if nothing is. */
export function problemOf(task: TaskAbout, scene: Scene): string | null {
  const spaces = task.spaces.map(({ name, axes }) => new Space(name, axes));
  const problem = sceneProblem(`Task ${task.id}`, spaces, scene);
  return problem === null ? null : problem.message;
}

export function readSeed(text: string): number | null {
  const seed = Number(text);
  return text.trim() !== '' && Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED ? seed : null;
}

/** A value for every axis: the scene's where it has one that fits, else the next source's. */
export function fitScene(axes: readonly Axis[], ...sources: readonly Scene[]): Scene {
  return Object.fromEntries(
    axes.map((axis) => {
      const values = sources.map((scene) => scene[axis.name]);
      return [
        axis.name,
        fitValue(
          axis,
          values.find((value) => value !== undefined),
        ),
      ];
    }),
  );
}

function fitValue(axis: Axis, value: number | string | undefined): number | string {
  if (axis.kind === 'categorical') {
    return typeof value === 'string' && axis.values.includes(value) ? value : (axis.values[0] as string);
  }
  const number = typeof value === 'number' ? value : (axis.low + axis.high) / 2;
  return Math.min(axis.high, Math.max(axis.low, number));
}

/** Says which numbers of a scene a space has no axis for; names are told by the numbers they imply. */
export function leftOut(space: TaskAbout['spaces'][number], scene: Scene, nominal: Scene): readonly string[] {
  const lost = Object.entries(scene)
    .filter(([name, value]) => typeof value === 'number' && nominal[name] !== value)
    .map(([name]) => name)
    .filter((name) => space.axes.every((axis) => axis.name !== name));
  return lost.length === 0 ? [] : [`Space ${space.name} has no axis for ${lost.join(', ')}: nominal here.`];
}

function firstWith(task: TaskAbout, names: readonly string[]): TaskAbout['spaces'][number] {
  const has = (axes: readonly Axis[]) => names.every((name) => axes.some((axis) => axis.name === name));
  return task.spaces.find(({ axes }) => has(axes)) ?? (task.spaces[0] as TaskAbout['spaces'][number]);
}

/** What of a scene is not as in the nominal one: the shortest way to say it. */
export function changesOf(scene: Scene, nominal: Scene): Scene {
  return Object.fromEntries(Object.entries(scene).filter(([name, value]) => nominal[name] !== value));
}

/** The address of a choice. */
export function choiceLink(choice: Choice, nominal: Scene): string {
  return exploreLink({ ...choice, scene: changesOf(choice.scene, nominal) });
}

/** A scene drawn evenly from a space; numbers keep as many digits as their slider shows. */
export function randomScene(axes: readonly Axis[]): Scene {
  return Object.fromEntries(
    axes.map((axis) => {
      if (axis.kind === 'categorical') {
        return [axis.name, axis.values[Math.floor(Math.random() * axis.values.length)] as string];
      }
      const value = valueAt(axis, 2 * Math.random() - 1);
      const step = stepOf(axis);
      return [axis.name, fitValue(axis, Number((Math.round(value / step) * step).toPrecision(12)))];
    }),
  );
}

/** A slider's step: a round number, about a two-hundredth of the axis. */
export function stepOf({ low, high }: { readonly low: number; readonly high: number }): number {
  const rough = (high - low) / 200;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const digits = rough / magnitude;
  const step = digits < 1.5 ? 1 : digits < 3.5 ? 2 : digits < 7.5 ? 5 : 10;
  return Number((step * magnitude).toPrecision(1));
}
