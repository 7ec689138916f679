import type { Cell, Column } from './export-table.ts';

/** A table as CSV (RFC 4180), with a header; numbers to the bit. */
export function toCsv(columns: readonly Column[]): string {
  const rows = columns[0]?.cells.length ?? 0;
  const lines = [columns.map(({ name }) => written(name)).join(',')];
  for (let i = 0; i < rows; i++) lines.push(columns.map(({ cells }) => written(cells[i] ?? null)).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  // A spreadsheet would run text that begins like this as a formula; names come from strangers.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
