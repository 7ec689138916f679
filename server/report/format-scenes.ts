import type { Scene, Space } from '../../sim/space/index.ts';
import { SCENE_VERSION, SCENES_FORMAT } from '../scenes/scene-schema.ts';

export const SAMPLE_FORMATS = ['json', 'jsonl', 'csv'] as const;
export type SampleFormat = (typeof SAMPLE_FORMATS)[number];

export interface Sample {
  readonly task: string;
  readonly space: Space;
  /** The run whose distribution was drawn from. */
  readonly run: string;
  readonly seed: number;
  readonly scenes: readonly Scene[];
}

export function isSampleFormat(text: string): text is SampleFormat {
  return (SAMPLE_FORMATS as readonly string[]).includes(text);
}

/**
 * Scenes as text. `json`: one object with task, space (axes, units, ranges) and a list of scenes, which
 * `evaluate --scene` takes;
 * `jsonl`: one scene with its task a line; `csv`: a header of "name [unit]", then a scene a line.
 */
export function formatScenes(format: SampleFormat, sample: Sample): string {
  if (format === 'csv') return toCsv(sample);
  if (format === 'jsonl') {
    return sample.scenes.map((scene) => `${JSON.stringify({ task: sample.task, scene })}\n`).join('');
  }
  const { task, space, run, seed, scenes } = sample;
  const { name, axes } = space;
  const head = JSON.stringify(
    { format: SCENES_FORMAT, version: SCENE_VERSION, task, space: { name, axes }, run, seed },
    null,
    2,
  );
  const lines = scenes.map((scene) => `    ${JSON.stringify(scene)}`).join(',\n');
  return `${head.slice(0, -2)},\n  "scenes": [\n${lines}\n  ]\n}\n`;
}

function toCsv({ space, scenes }: Sample): string {
  const header = space.axes.map((axis) =>
    cell(axis.kind === 'continuous' && axis.unit !== '1' ? `${axis.name} [${axis.unit}]` : axis.name),
  );
  const rows = scenes.map((scene) => space.axes.map((axis) => cell(String(scene[axis.name]))));
  return [header, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

/** Quoted where it must be (RFC 4180). */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
