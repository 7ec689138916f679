import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Column } from './export-table.ts';

/** A table as a Parquet file; `about` is kept as key-value metadata. */
export function toParquet(columns: readonly Column[], about: Readonly<Record<string, string>>): Uint8Array {
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ name, cells }) => ({
      name,
      data: [...cells],
      type: typeOf(cells),
      nullable: true,
    })),
    kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
    createdBy: 'faultscape',
  });
  return new Uint8Array(buffer);
}

function typeOf(cells: Column['cells']): 'STRING' | 'BOOLEAN' | 'DOUBLE' {
  const example = cells.find((cell) => cell !== null);
  if (typeof example === 'boolean') return 'BOOLEAN';
  return typeof example === 'number' ? 'DOUBLE' : 'STRING';
}
