import type { Json } from '../../../sim/core/index.ts';
import type { RunDetail } from '../../http/api.ts';

export interface ConfigRow {
  readonly field: string;
  /** Null where the run does not have the field. */
  readonly a: string | null;
  readonly b: string | null;
}

/** Fields on which no row of a run depends. */
const OF_NO_WEIGHT: readonly string[] = ['out', 'workers', 'seats', 'plugins'];

/** Every field in which two runs were set up, with their agents' versions; nested ones by their path. */
export function configRows(a: RunDetail, b: RunDetail): readonly ConfigRow[] {
  const [left, right] = [flatConfig(a), flatConfig(b)];
  return [...new Set([...left.keys(), ...right.keys()])].map((field) => ({
    field,
    a: left.get(field) ?? null,
    b: right.get(field) ?? null,
  }));
}

export function differs(row: ConfigRow): boolean {
  return row.a !== row.b;
}

/** Whether a difference in this field can change what was found. */
export function matters({ field }: ConfigRow): boolean {
  return !OF_NO_WEIGHT.includes(field.split('.')[0] as string);
}

function flatConfig({ config, agentVersion, summary, failsBelow, renderer }: RunDetail): Map<string, string> {
  const fields = new Map<string, string>();
  flatten('', config, fields);
  if (summary.space !== null) fields.set('space', summary.space);
  fields.set('agent version', agentVersion);
  fields.set('fails at or below Q', String(failsBelow));
  if (renderer !== null) fields.set('renderer', renderer);
  return fields;
}

function flatten(path: string, value: Json, into: Map<string, string>): void {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) {
      flatten(path === '' ? name : `${path}.${name}`, inner as Json, into);
    }
  } else if (value !== null) {
    into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  }
}
