import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Trajectory } from '../../sim/index.ts';

/** A trajectory at rest: float64 little-endian, row-major, deflated, with a hash of the plain bytes. */
export interface PackedTrajectory {
  readonly names: readonly string[];
  readonly steps: number;
  readonly deflated: Uint8Array;
  readonly sha256: string;
}

export function packTrajectory({ names, rows }: Trajectory): PackedTrajectory {
  const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  return {
    names,
    steps: names.length === 0 ? 0 : rows.length / names.length,
    deflated: deflateSync(bytes),
    sha256: hashOf(bytes),
  };
}

/** Throws an error of kind `data` unless the bytes are those that were packed. */
export function unpackTrajectory(id: string, packed: PackedTrajectory): Trajectory {
  let bytes: Uint8Array;
  try {
    bytes = inflateSync(packed.deflated);
  } catch (error) {
    throw damaged(id, error instanceof Error ? error.message : String(error));
  }
  if (hashOf(bytes) !== packed.sha256) throw damaged(id, 'bytes with another hash');
  // A copy is aligned to eight bytes, which the view needs.
  return { names: packed.names, rows: new Float64Array(Uint8Array.from(bytes).buffer) };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function damaged(id: string, got: string): FaultscapeError {
  return new FaultscapeError('data', `The logged steps of episode ${id} are damaged.`, {
    expected: 'the bytes that were written',
    got,
    hint: 'restore the run folder from a copy; its other episodes are still readable',
  });
}
