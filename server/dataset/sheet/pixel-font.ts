import type { Raster } from './raster.ts';

/** Pixels of a glyph, and of the gap behind it. */
const GLYPH = { widthPx: 5, heightPx: 7, gapPx: 1 } as const;

/** Seven rows from the top, each five pixels as one digit to base 32, the left pixel its highest bit. */
const ROWS: Readonly<Record<string, string>> = {
  ...{ A: 'ehhvhhh', B: 'uhhuhhu', C: 'ehggghe', D: 'uhhhhhu', E: 'vgguggv', F: 'vgguggg' },
  ...{ G: 'ehgnhhf', H: 'hhhvhhh', I: 'e44444e', J: '72222ic', K: 'hikokih', L: 'ggggggv', M: 'hrllhhh' },
  ...{ N: 'hpljhhh', O: 'ehhhhhe', P: 'uhhuggg', Q: 'ehhhlid', R: 'uhhukih', S: 'fgge11u', T: 'v444444' },
  ...{ U: 'hhhhhhe', V: 'hhhhha4', W: 'hhhllla', X: 'hha4ahh', Y: 'hhha444', Z: 'v1248gv', ' ': '0000000' },
  ...{ 0: 'ehjlphe', 1: '4c4444e', 2: 'eh1248v', 3: 'v2421he', 4: '26aiv22', 5: 'vgu11he', 6: '68guhhe' },
  ...{ 7: 'v124888', 8: 'ehhehhe', 9: 'ehhf12c', '-': '000e000', '.': '00000cc', '/': '01248g0' },
  ...{ '=': '00v0v00', '%': 'op248j3', ':': '0cc0cc0', '?': 'eh12404' },
};

export const LINE_PX = GLYPH.heightPx;

/** Writes capitals, digits and a few signs onto a picture; what has no glyph becomes a question mark. */
export function writeText(
  onto: Raster,
  text: string,
  at: { readonly xPx: number; readonly yPx: number },
  colour: readonly [number, number, number],
): void {
  [...text.toUpperCase()].forEach((letter, place) => {
    const rows = ROWS[letter] ?? (ROWS['?'] as string);
    const left = at.xPx + place * (GLYPH.widthPx + GLYPH.gapPx);
    for (let y = 0; y < GLYPH.heightPx; y++) {
      const bits = Number.parseInt(rows.charAt(y), 32);
      for (let x = 0; x < GLYPH.widthPx; x++) {
        if ((bits >> (GLYPH.widthPx - 1 - x)) & 1) onto.put(left + x, at.yPx + y, colour);
      }
    }
  });
}

/** As much of a text as fits. */
export function fitting(text: string, widthPx: number): string {
  return text.slice(0, Math.floor((widthPx + GLYPH.gapPx) / (GLYPH.widthPx + GLYPH.gapPx)));
}
