import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Scene } from '../../../sim/space/index.ts';
import type { TaskAbout } from '../../http/api.ts';
import { navigate, place } from '../shell/router.tsx';
import { type Choice, choiceLink, fitScene, leftOut, readChoice } from './choice.ts';
import { weatherOf } from './drawn-scene.ts';

/** Browsers refuse an address that changes with every pixel of a slider. */
const WRITE_AFTER_MS = 200;

export interface Choosing {
  readonly choice: Choice;
  readonly task: TaskAbout;
  readonly space: TaskAbout['spaces'][number];
  /** What of the address or of the last change could not be followed. */
  readonly problem: string | null;
  change(part: Partial<Omit<Choice, 'task' | 'space' | 'scene'>>): void;
  changeAxis(name: string, value: number | string): void;
  changeScene(scene: Scene, seed?: number): void;
  /** Another task or space: what fits of the scene is kept. */
  changeSpace(to: { task?: string; space?: string; run?: string | null }): void;
}

/**
 * The explorer's choice, which is also the page's address: a link, a reload and the way back all show
 * the same scene.
 */
export function useChoice(tasks: readonly TaskAbout[]): Choosing {
  const read = () => readChoice(place.value.query, tasks, weatherOf);
  const now = useSignal<{ choice: Choice; problem: string | null } | null>(null);
  const written = useRef(place.value.query.toString());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  now.value ??= read();
  const { choice, problem } = now.value;
  const task = tasks.find(({ id }) => id === choice.task) as TaskAbout;
  const space = task.spaces.find(({ name }) => name === choice.space) as Choosing['space'];

  // Somebody else changed the address: a link, or the way back.
  const query = place.value.query.toString();
  useEffect(() => {
    if (query === written.current) return;
    clearTimeout(timer.current);
    written.current = query;
    now.value = read();
  }, [query]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const put = (next: Choice, said: string | null = null) => {
    now.value = { choice: next, problem: said };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { nominal } = tasks.find(({ id }) => id === next.task) as TaskAbout;
      const wheel = place.value.query.has('wheel') ? '&wheel=1' : '';
      const link = choiceLink(next, nominal) + wheel;
      written.current = new URLSearchParams(link.slice(link.indexOf('?'))).toString();
      navigate(link, { replace: true });
    }, WRITE_AFTER_MS);
  };
  const latest = () => (now.value as { choice: Choice }).choice;
  return {
    choice,
    task,
    space,
    problem,
    change: (part) => put({ ...latest(), ...part }),
    changeAxis: (name, value) => put({ ...latest(), scene: { ...latest().scene, [name]: value } }),
    changeScene: (scene, seed = latest().seed) => {
      const details = weatherOf(choice.task, scene);
      const lost = leftOut(space, scene, task.nominal);
      const fitted = fitScene(space.axes, scene, details, task.nominal);
      put({ ...latest(), scene: fitted, seed }, lost.length === 0 ? null : lost.join(' '));
    },
    changeSpace: (to) => {
      const next = tasks.find(({ id }) => id === (to.task ?? choice.task)) ?? task;
      const named = next.spaces.find(({ name }) => name === (to.space ?? choice.space));
      const chosen = named ?? (next.spaces[0] as Choosing['space']);
      const { scene } = latest();
      const fitted = fitScene(chosen.axes, scene, weatherOf(choice.task, scene), next.nominal);
      const lost = leftOut(chosen, scene, next.nominal);
      const run = to.run === undefined ? null : to.run;
      put(
        { ...latest(), task: next.id, space: chosen.name, scene: fitted, run },
        lost.length === 0 ? null : lost.join(' '),
      );
    },
  };
}
