import { loadParts } from '../evaluate/load-parts.ts';
import type { WorkerHost } from '../evaluate/worker-protocol.ts';
import type { Cell, CellResult, Reference } from './cell.ts';
import { CellHost, type CellHostConfig } from './cell-host.ts';

/** `index` is the case's place in the pool's config. */
export type CompareJob =
  | {
      readonly kind: 'reference';
      readonly index: number;
      readonly heldOut: number;
      readonly earlier: Reference | null;
    }
  | { readonly kind: 'cell'; readonly index: number; readonly cell: Cell; readonly reference: Reference };

/** The pool's module for comparisons: one cell at a time in each worker. */
export async function openWorker(
  config: CellHostConfig,
): Promise<WorkerHost<CompareJob, CellResult | Reference>> {
  await loadParts(config.plugins);
  const host = new CellHost(config);
  return {
    about: null,
    run: (job) =>
      job.kind === 'cell'
        ? host.runCell(job.index, job.cell, job.reference)
        : host.findReference(job.index, job.heldOut, job.earlier),
    close: () => host.close(),
  };
}
