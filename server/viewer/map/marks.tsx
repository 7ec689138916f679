import { phaseTitle } from '../../report/run-view.ts';
import type { ColourName } from '../charts/colours.ts';

/** How a kind of episode looks: told apart by shape, and by colour besides. Failures are filled. */
export interface Mark {
  /** SVG path data about the origin, some 1 unit in radius. */
  readonly path: string;
  /** A second outline around it. */
  readonly halo: string | null;
  readonly colour: ColourName;
}

const CIRCLE = 'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z';
const SMALL_CIRCLE = 'M.7 0A.7.7 0 1 1-.7 0A.7.7 0 1 1 .7 0Z';
const WIDE_CIRCLE = 'M1.45 0A1.45 1.45 0 1 1-1.45 0A1.45 1.45 0 1 1 1.45 0Z';
const TRIANGLE = 'M0-1.25L1.15.8L-1.15.8Z';
const PLUS = 'M-.32-1.4H.32V-.32H1.4V.32H.32V1.4H-.32V.32H-1.4V-.32H-.32Z';
const SQUARE = 'M-.95-.95H.95V.95H-.95Z';
const DIAMOND = 'M0-1.3L1.1 0L0 1.3L-1.1 0Z';
const FALLING = 'M0 1.25L1.15-.8L-1.15-.8Z';
const LEFT = 'M-1.25 0L.8-1.15L.8 1.15Z';

const MARKS: Readonly<Record<string, Mark>> = {
  pool: { path: CIRCLE, halo: null, colour: '--pool' },
  random: { path: PLUS, halo: null, colour: '--muted' },
  induced: { path: SMALL_CIRCLE, halo: WIDE_CIRCLE, colour: '--induced' },
  generated: { path: TRIANGLE, halo: null, colour: '--generated' },
};
const STAGES = [SQUARE, DIAMOND, FALLING, LEFT];

export function markOf(kind: string): Mark {
  const known = MARKS[kind];
  if (known !== undefined) return known;
  const stage = Number(/\d+$/.exec(kind)?.[0] ?? 1);
  return { path: STAGES[(stage - 1) % STAGES.length] ?? SQUARE, halo: null, colour: '--generated' };
}

export function kindTitle(kind: string): string {
  return kind === 'induced' ? 'induced (learned from)' : phaseTitle(kind);
}

/** The mark of the legend, the tooltip and the tables. */
export function MarkIcon({ kind, failed }: { readonly kind: string; readonly failed: boolean }) {
  const { path, halo, colour } = markOf(kind);
  const ink = `var(${colour})`;
  return (
    <svg class="mark-icon" viewBox="-2 -2 4 4" width="16" height="16" aria-hidden="true">
      {halo === null ? null : <path d={halo} fill="none" stroke={ink} stroke-width="0.3" />}
      <path d={path} fill={failed ? ink : 'none'} stroke={ink} stroke-width="0.35" />
    </svg>
  );
}
