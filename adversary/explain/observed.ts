import type { Point } from '../../sim/space/index.ts';

/** An episode as an explanation sees it: where its scene lies, and how it went. */
export interface Observed {
  readonly id: string;
  readonly point: Point;
  readonly score: number;
  readonly failed: boolean;
}
