import { FaultscapeError } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import { parseWith, readJsonFile } from '../config/parse.ts';
import {
  SCENE_FORMAT,
  SCENE_VERSION,
  SCENES_FORMAT,
  type SceneFile,
  SceneFileSchema,
} from './scene-schema.ts';

/** Reads a scene file; one of another format or version is refused by name, not by shape. */
export function readSceneFile(file: string): SceneFile {
  const value = readJsonFile(file, 'data');
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown };
  if (format !== SCENE_FORMAT && format !== SCENES_FORMAT) {
    throw new FaultscapeError('data', `The file ${file} is no scene file.`, {
      expected: `an object whose format is "${SCENE_FORMAT}" or "${SCENES_FORMAT}"`,
      got: format === undefined ? 'no format' : (JSON.stringify(format) ?? '').slice(0, 80),
      hint: 'faultscape scene --out FILE writes one; axes alone go on the command line as JSON',
    });
  }
  if (version !== SCENE_VERSION) {
    throw new FaultscapeError('data', `The file ${file} is of another version of the format.`, {
      expected: `version ${SCENE_VERSION}`,
      got: (JSON.stringify(version) ?? 'none').slice(0, 80),
      hint: 'read it with the version of Faultscape that wrote it',
    });
  }
  return parseWith(SceneFileSchema, value, `The scene file ${file}`, 'data');
}

/** A document may be rounded, and another machine's sine may differ in its last digit. */
const SAME_M = 0.001;

/**
 * Throws an error of kind `data` if a scene lays another course than its document says, because a road's file
 * has changed, or the program.
 */
export function expectCourse(task: Task, scene: SceneFile & { readonly format: 'faultscape-scene' }): void {
  if (scene.course === undefined) return;
  const built = task.course?.(scene.scene, scene.seed ?? 0);
  const place = built === undefined ? '' : difference(scene.course, structuredClone(built), '');
  if (built !== undefined && place === null) return;
  throw new FaultscapeError('data', 'The scene lays another course than its file says.', {
    expected: `the course of the file, to ${SAME_M} m`,
    got: built === undefined ? `task ${task.id}, which lays none` : `another value at course${place}`,
    hint: "the road's file or the program has changed since; take out the field course to run it all the same",
  });
}

/** The first place where two pieces of plain data differ, numbers by more than SAME_M; null if none. */
function difference(a: unknown, b: unknown, place: string): string | null {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= SAME_M ? null : place;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b ? null : place;
  const [before, after] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  for (const key of Object.keys({ ...before, ...after })) {
    const found = difference(before?.[key], after?.[key], `${place}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
