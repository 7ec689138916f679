import { readFile } from 'node:fs/promises';
import { SHIPPED_WEIGHTS } from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { FILE_CONTEXT } from './episode-host.ts';

/** A net's weights file: a file's, or those of a net that the package ships, by its name. */
export async function readNetFile(net: string): Promise<Uint8Array> {
  const shipped = new Map<string, string>(Object.entries(SHIPPED_WEIGHTS)).get(net);
  if (shipped !== undefined) return FILE_CONTEXT.readAsset(shipped);
  try {
    return await readFile(net);
  } catch (cause) {
    throw new FaultscapeError('data', 'The weights file cannot be read.', {
      expected: `a file that faultscape train wrote, or one of ${Object.keys(SHIPPED_WEIGHTS).join(', ')}`,
      got: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}
