import { INK } from './theme.ts';

/** How a phase looks where phases are told apart: uniform ones warm or grey, learned ones blue. */
export function phaseMark(phase: string): { readonly shape: string; readonly colour: string } {
  if (phase === 'random') return { shape: 'circle', colour: INK.pass };
  if (phase === 'pool') return { shape: 'cross', colour: INK.poolFailure };
  if (phase === 'generated') return { shape: 'triangle-up', colour: INK.generated };
  const stage = Number(/\d+$/.exec(phase)?.[0] ?? 1);
  return { shape: BOOST_SHAPES[(stage - 1) % BOOST_SHAPES.length] as string, colour: INK.generated };
}

const BOOST_SHAPES = ['square', 'diamond', 'triangle-down', 'triangle-left'];

/** How each kind of scene looks everywhere on the page: never by colour alone. */
export const MARKS = {
  pass: { shape: 'circle', colour: INK.pass, filled: false },
  poolFailure: { shape: 'cross', colour: INK.poolFailure, filled: true },
  generatedFailure: { shape: 'triangle-up', colour: INK.generated, filled: true },
  generatedPass: { shape: 'triangle-up', colour: INK.generated, filled: false },
} as const;

/** How each set of scenes looks as a line. */
export const LINES = {
  pool: { colour: INK.pass, dash: [1, 0] },
  induced: { colour: INK.poolFailure, dash: [6, 3] },
  generated: { colour: INK.generated, dash: [1, 0] },
} as const;
