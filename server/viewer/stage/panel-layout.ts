export interface PanelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 2;
/** A panel should look about this wide for its height. */
const PLEASANT_ASPECT = 1.5;

/** Columns that give `count` panels the most pleasant shape in a box. */
export function panelColumns(count: number, width: number, height: number): number {
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const aspect = width / columns / (height / rows);
    const empty = columns * rows - count;
    const strain = Math.abs(Math.log(aspect / PLEASANT_ASPECT)) + empty * 0.4;
    if (strain < least) {
      least = strain;
      best = columns;
    }
  }
  return best;
}

/** Where each panel lies, from the top left, in the units of the box. */
export function panelBoxes(count: number, width: number, height: number): PanelBox[] {
  const columns = panelColumns(count, width, height);
  const rows = Math.ceil(count / columns);
  const boxWidth = (width - GAP * (columns - 1)) / columns;
  const boxHeight = (height - GAP * (rows - 1)) / rows;
  return Array.from({ length: count }, (_, i) => ({
    left: (i % columns) * (boxWidth + GAP),
    top: Math.floor(i / columns) * (boxHeight + GAP),
    width: boxWidth,
    height: boxHeight,
  }));
}
