import { type EpisodeRecord, SHAPE_CLASSES } from '../../sim/index.ts';
import { greyPngBytes, pngBytes } from '../report/gallery/png.ts';
import type { DatasetFacts } from './dataset-manifest.ts';
import type { Photograph } from './photographed-task.ts';
import type { SampleRecord } from './sample-record.ts';
import type { PlannedScene } from './scene-plan.ts';
import { tarFile } from './tar.ts';

/** A scene's part of a shard. */
export interface SceneBlock {
  /** Tar files, without an archive's end. */
  readonly bytes: Uint8Array;
  readonly samples: number;
  /** Pictures of each class; the last number is of those of none. */
  readonly counts: readonly number[];
}

/** What decides how pictures are named and labelled. */
export type LabelFacts = Pick<DatasetFacts, 'image' | 'classes' | 'state'>;

/** Where in a task's log the label of a still picture stands. */
const BOX_NAMES = ['boxLeft', 'boxTop', 'boxRight', 'boxBottom'] as const;

/** Whether a task's log says what object is to be seen. */
export function namesObjects(traceNames: readonly string[]): boolean {
  return ['classIndex', ...BOX_NAMES].every((name) => traceNames.includes(name));
}

export const OBJECT_CLASSES: readonly string[] = SHAPE_CLASSES;

/** The files of one scene, in the order of their names, as loaders of WebDataset shards expect them. */
export function sceneFiles(
  { index, point, scene, seed }: PlannedScene,
  film: readonly Photograph[],
  /** Null where nobody acted. */
  score: EpisodeRecord['score'] | null,
  facts: LabelFacts,
): SceneBlock {
  const { widthPx, heightPx } = facts.image;
  const counts = new Array<number>(facts.classes.length + 1).fill(0);
  const files: Uint8Array[] = [];
  for (const shot of film) {
    const key = `${String(index).padStart(7, '0')}-${String(shot.step).padStart(5, '0')}`;
    const label = labelOf(shot, facts);
    counts[label.class ?? facts.classes.length] = (counts[label.class ?? facts.classes.length] ?? 0) + 1;
    const record: SampleRecord = {
      key,
      scene: index,
      step: shot.step,
      timeS: shot.timeS,
      ...label,
      command: shot.command,
      speedMps: shot.speedMps,
      action: shot.action === null ? null : finite(shot.action),
      state: finite(shot.state),
      point: point === null ? null : [...point],
      parameters: scene,
      seed,
      score: score === null ? null : scoreFields(score),
    };
    if (label.class !== null) files.push(tarFile(`${key}.cls`, Buffer.from(`${label.class}`)));
    files.push(tarFile(`${key}.json`, Buffer.from(JSON.stringify(record))));
    if (shot.semantic !== null)
      files.push(tarFile(`${key}.mask.png`, greyPngBytes(shot.semantic, widthPx, heightPx)));
    files.push(tarFile(`${key}.png`, pngBytes(shot.rgb, widthPx, heightPx)));
  }
  return { bytes: Buffer.concat(files), samples: film.length, counts };
}

function labelOf({ state, command }: Photograph, facts: LabelFacts): Pick<SampleRecord, 'class' | 'box'> {
  const logged = (name: string) => state[facts.state.indexOf(name)] as number;
  if (!namesObjects(facts.state)) return { class: facts.classes.indexOf(command), box: null };
  const [left, top, right, bottom] = BOX_NAMES.map(logged) as [number, number, number, number];
  return { class: logged('classIndex'), box: [left, top, right, bottom] };
}

function scoreFields({ total, failed, reason, steps, terms }: EpisodeRecord['score']): SampleRecord['score'] {
  return { total, failed, reason, steps, terms: { ...terms } };
}

/** JSON has no other numbers. */
function finite(values: Float64Array): (number | null)[] {
  return Array.from(values, (x) => (Number.isFinite(x) ? x : null));
}
