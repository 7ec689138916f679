import { FaultscapeError, type Json } from '../../sim/core/index.ts';
import { parseWith } from '../config/parse.ts';
import type { DatasetManifest, Shard } from './dataset-manifest.ts';
import { type SampleRecord, SampleSchema } from './sample-record.ts';
import { type TarEntry, tarEntries } from './tar.ts';

/** Where a file lies in its shard. */
export type Place = Pick<TarEntry, 'offset' | 'bytes'>;

/** What is kept in memory of each picture. */
export interface IndexedSample extends Pick<SampleRecord, 'key' | 'scene' | 'step' | 'class' | 'box'> {
  readonly png: Place;
  readonly json: Place;
  /** Null in a dataset without masks. */
  readonly mask: Place | null;
}

const PNG_HEADER_BYTES = 24;

/** The pictures of a shard, each checked against what the manifest says of all. */
export function indexShard(archive: Uint8Array, shard: Shard, manifest: DatasetManifest): IndexedSample[] {
  const byKey = new Map<string, Map<string, TarEntry>>();
  for (const entry of tarEntries(archive, shard.name)) {
    const dot = entry.name.indexOf('.');
    const key = entry.name.slice(0, dot);
    const files = byKey.get(key) ?? new Map<string, TarEntry>();
    byKey.set(key, files.set(entry.name.slice(dot + 1), entry));
  }
  if (byKey.size !== shard.samples) {
    throw damaged(`The shard ${shard.name} holds another number of pictures.`, {
      expected: String(shard.samples),
      got: String(byKey.size),
    });
  }
  return [...byKey].map(([key, files]) => sampleOf(archive, `${key} in ${shard.name}`, files, manifest));
}

function sampleOf(
  archive: Uint8Array,
  where: string,
  files: ReadonlyMap<string, TarEntry>,
  manifest: DatasetManifest,
): IndexedSample {
  const needed = ['json', 'png', ...(manifest.masks === null ? [] : ['mask.png'])];
  const lacking = needed.find((kind) => !files.has(kind));
  if (lacking !== undefined) {
    throw damaged(`Sample ${where} is not whole.`, {
      expected: needed.map((kind) => `.${kind}`).join(', '),
      got: `no .${lacking}`,
    });
  }
  const [json, png] = [files.get('json') as TarEntry, files.get('png') as TarEntry];
  const { key, scene, step, class: label, box } = recordIn(archive, json, where);
  expectLabel(label, manifest.classes, where);
  const mask = files.get('mask.png') ?? null;
  for (const picture of mask === null ? [png] : [png, mask])
    expectSize(archive, picture, manifest.image, where);
  return {
    key,
    scene,
    step,
    class: label,
    box,
    png: placeOf(png),
    json: placeOf(json),
    mask: mask && placeOf(mask),
  };
}

function recordIn(archive: Uint8Array, { offset, bytes }: TarEntry, where: string): SampleRecord {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(archive.subarray(offset, offset + bytes)).toString('utf8')) as Json;
  } catch (error) {
    throw damaged(`The record of sample ${where} is not JSON.`, {
      expected: 'JSON',
      got: error instanceof Error ? error.message : String(error),
    });
  }
  return parseWith(SampleSchema, value, `The record of sample ${where}`, 'data');
}

function expectLabel(label: number | null, classes: readonly string[], where: string): void {
  if (label === null || label < classes.length) return;
  throw damaged(`Sample ${where} has a class that there is not.`, {
    expected: `0 to ${classes.length - 1} (${classes.join(', ')}), or null`,
    got: String(label),
  });
}

/** The first chunk of a PNG holds its width and height. */
function expectSize(
  archive: Uint8Array,
  { name, offset, bytes }: TarEntry,
  { widthPx, heightPx }: DatasetManifest['image'],
  where: string,
): void {
  const header = new DataView(archive.buffer, archive.byteOffset + offset, Math.min(bytes, PNG_HEADER_BYTES));
  const isPng =
    bytes >= PNG_HEADER_BYTES && header.getUint32(0) === 0x89504e47 && header.getUint32(12) === 0x49484452;
  const got = isPng ? `${header.getUint32(16)} x ${header.getUint32(20)}` : 'no PNG';
  if (got === `${widthPx} x ${heightPx}`) return;
  throw damaged(`The picture ${name} of sample ${where} has the wrong size.`, {
    expected: `${widthPx} x ${heightPx}`,
    got,
  });
}

function placeOf({ offset, bytes }: TarEntry): Place {
  return { offset, bytes };
}

/** A dataset that is not as it was written. */
export function damaged(
  what: string,
  details: { readonly expected: string; readonly got: string },
): FaultscapeError {
  return new FaultscapeError('data', what, {
    ...details,
    hint: 'copy the dataset again from where it was made, or collect it anew',
  });
}
