import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Scene, Space } from '../../sim/space/index.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { SCENE_FORMAT, SCENE_VERSION, type SceneDocument } from './scene-schema.ts';

/** A document of a checked scene: every axis filled in, and the course that it lays. */
export function sceneDocument(
  task: Task,
  scene: Scene,
  { seed, space, from }: { seed: number; space?: string | undefined; from?: SceneDocument['from'] },
): SceneDocument {
  const full = task.complete?.(scene) ?? { ...task.nominal, ...scene };
  const canBe = (task.invalid?.(full) ?? null) === null;
  const course = canBe ? task.course?.(full, seed) : undefined;
  return {
    format: SCENE_FORMAT,
    version: SCENE_VERSION,
    task: task.id,
    ...(space === undefined ? {} : { space }),
    seed,
    scene: full,
    // A copy: the schema's lists may be written to.
    ...(course === undefined ? {} : { course: structuredClone(course) as SceneDocument['course'] }),
    ...(from === undefined ? {} : { from }),
  };
}

/** Where a scene came from, as its document says it. */
export function originOf(run: string, row: EpisodeRow): SceneDocument['from'] {
  const { id: episode, agent, agentVersion, versions, status, q, reason } = row;
  return { run, episode, agent, agentVersion, faultscape: versions.faultscape ?? '', status, q, reason };
}

const TRIES = 1000;

/** The first scene that can be, drawn evenly from a space. Equal seeds draw equal scenes. */
export function drawScene(task: Task, space: Space, seed: number): Scene {
  const rng = new Rng(seed, 'scene');
  for (let tries = 0; tries < TRIES; tries++) {
    const scene = space.decode(space.snap(space.axes.map(() => rng.range(-1, 1))));
    if ((task.invalid?.(scene) ?? null) === null) return scene;
  }
  throw new FaultscapeError('data', `Not one of ${TRIES} random scenes of space ${space.name} can be.`, {
    expected: 'a space with scenes that can be',
    got: `task ${task.id}`,
  });
}

/** A document as text: lists of numbers stand on one line each. */
export function formatScene(document: SceneDocument): string {
  const text = JSON.stringify(document, null, 2);
  const flat = text.replace(
    /\[\s+([^[\]{}]*?)\s+\]/g,
    (_, inner: string) => `[${inner.replace(/\s+/g, ' ')}]`,
  );
  return `${flat}\n`;
}
