import type { OracleConfig } from '../config/oracle-config.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { readAxes } from './axes-file.ts';
import { CommandOracle } from './command-oracle.ts';
import { functionIsElsewhere } from './function-oracle.ts';
import type { Oracle } from './oracle.ts';
import { readTable } from './read-table.ts';
import { TableOracle } from './table-oracle.ts';

export interface OpenedOracle {
  readonly oracle: Oracle;
  /** What it was made of, to be kept with the run. */
  readonly files: readonly TaskFile[];
}

/** Makes an oracle of its config; each file that it names is read once. */
export function openOracle(config: OracleConfig, readFile: (path: string) => Uint8Array): OpenedOracle {
  const files: TaskFile[] = [];
  const read = (path: string): Uint8Array => {
    const bytes = readFile(path);
    files.push({ path, bytes });
    return bytes;
  };
  if (config.kind === 'function') throw functionIsElsewhere(config.name);
  if (config.kind === 'command') {
    return { oracle: new CommandOracle(readAxes(read(config.axes), config.axes), config), files };
  }
  const space = config.axes === null ? null : readAxes(read(config.axes), config.axes);
  const bytes = read(config.file);
  const table = readTable(bytes, { file: config.file, score: config.score, space });
  return { oracle: new TableOracle(table, config, bytes), files };
}
