import type { TopLevelSpec } from 'vega-lite';
import type { RunPlane } from './run-planes.ts';

/** The plane as a picture: what outputs tell of the pictures across, of their classes up. */
export function planeChart(planes: readonly RunPlane[]): TopLevelSpec {
  const values = planes.map(({ run, phase, plane }) => ({
    what: planes.some((other) => other.run !== run) ? `${run}: ${phase}` : phase,
    inputBits: plane.inputBits,
    labelBits: plane.correctedLabelBits,
    boundBits: plane.boundBits,
  }));
  const title = (text: string) => ({ type: 'quantitative' as const, title: text });
  return {
    data: { values },
    width: 420,
    height: 300,
    layer: [
      {
        mark: { type: 'rule', strokeDash: [3, 3] },
        encoding: {
          x: { field: 'inputBits', ...title('I(X;T), bits') },
          y: { field: 'labelBits', ...title('I(T;Y), corrected, bits') },
          y2: { field: 'boundBits' },
          color: { field: 'what', type: 'nominal', title: null },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 90 },
        encoding: {
          x: { field: 'inputBits', ...title('I(X;T), bits') },
          y: { field: 'labelBits', ...title('I(T;Y), corrected, bits') },
          color: { field: 'what', type: 'nominal', title: null },
        },
      },
    ],
  };
}
