import type { Lesson, Lessons } from '../../agents/cil/index.ts';
import { COMMANDS } from '../../sim/index.ts';

/** Gathers the lessons of episodes that run side by side, told apart by their seed. */
export class LessonRecorder {
  readonly #open = new Map<number, Lesson[]>();
  readonly #images = new Map<number, Uint8Array[]>();

  readonly record = (lesson: Lesson): void => {
    const rgb = lesson.observation.frame?.rgb;
    if (rgb === undefined || rgb === null) throw new RangeError('a lesson needs a camera frame');
    entry(this.#open, lesson.seed).push(lesson);
    entry(this.#images, lesson.seed).push(rgb.slice());
  };

  /** Hands over what an episode taught and forgets it. */
  take(seed: number): Lessons {
    const lessons = this.#open.get(seed) ?? [];
    const frames = this.#images.get(seed) ?? [];
    this.#open.delete(seed);
    this.#images.delete(seed);
    const size = frames[0]?.length ?? 0;
    const images = new Uint8Array(size * frames.length);
    frames.forEach((frame, i) => {
      images.set(frame, i * size);
    });
    const labels = new Float32Array(lessons.length * 3);
    lessons.forEach((lesson, i) => {
      labels.set(lesson.label, i * 3);
    });
    return {
      count: lessons.length,
      images,
      speedsMps: Float32Array.from(lessons, (lesson) => lesson.observation.speedMps),
      commands: Uint8Array.from(lessons, (lesson) => COMMANDS.indexOf(lesson.observation.command)),
      labels,
    };
  }
}

function entry<T>(map: Map<number, T[]>, key: number): T[] {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh: T[] = [];
  map.set(key, fresh);
  return fresh;
}
