import { INK } from './theme.ts';

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
