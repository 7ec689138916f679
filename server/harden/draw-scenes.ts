import { deriveSeed, Rng, stableStringify } from '../../sim/core/index.ts';
import type { Point, Scene } from '../../sim/space/index.ts';
import type { AttackedRun } from './attacked-run.ts';

/** Scenes of a hardening; none of those that judge is ever trained on. */
export interface DrawnScenes {
  /** What the attack learned, to train in. */
  readonly lessons: readonly Scene[];
  /** What the attack learned, to judge by: other draws, or other failures that it met. */
  readonly learned: readonly Scene[];
  /** Drawn evenly from the space, to judge by. */
  readonly uniform: readonly Scene[];
}

/** So many draws are looked at for each scene wanted before fewer scenes are made do with. */
const MOST_DRAWS = 20;

/**
 * Draws scenes that can be and differ: of an attack that left a distribution new ones, else one half of the
 * failures it met to train in and the other to judge by.
 */
export function drawScenes(
  run: AttackedRun,
  { lessons, judged, seed }: { lessons: number; judged: number; seed: number },
): DrawnScenes {
  const taken = new Set<string>();
  const uniform = scenesOf(run, judged, taken, evenly(run, deriveSeed(seed, 'uniform')));
  const { draw } = run;
  if (draw !== null) {
    const from = (what: string) => (part: number, count: number) => draw(count, deriveSeed(seed, what, part));
    return {
      lessons: scenesOf(run, lessons, taken, from('lessons')),
      learned: scenesOf(run, judged, taken, from('learned')),
      uniform,
    };
  }
  const met = new Rng(seed, 'met failures').shuffle([...run.failures]);
  const half = Math.ceil(met.length / 2);
  const once = (points: readonly Point[]) => (part: number) => (part === 0 ? points : []);
  return {
    lessons: scenesOf(run, lessons, taken, once(met.slice(0, half))),
    learned: scenesOf(run, judged, taken, once(met.slice(half))),
    uniform,
  };
}

function evenly({ space }: AttackedRun, seed: number) {
  const rng = new Rng(seed, 'judged scenes');
  return (_: number, count: number): readonly Point[] =>
    Array.from({ length: count }, () => space.axes.map(() => rng.range(-1, 1)));
}

/** Up to so many scenes that can be and were not taken yet, in the order in which they were drawn. */
function scenesOf(
  { space, task }: AttackedRun,
  wanted: number,
  taken: Set<string>,
  draw: (part: number, count: number) => readonly Point[],
): readonly Scene[] {
  const scenes: Scene[] = [];
  for (let part = 0; part < MOST_DRAWS && scenes.length < wanted; part++) {
    for (const point of draw(part, wanted)) {
      const scene = space.decode(space.snap(point));
      const name = stableStringify(scene);
      if (scenes.length === wanted || taken.has(name) || (task.invalid?.(scene) ?? null) !== null) continue;
      taken.add(name);
      scenes.push(scene);
    }
  }
  return scenes;
}
