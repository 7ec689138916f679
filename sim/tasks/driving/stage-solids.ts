import type { StageItem } from '../../scene/picture.ts';
import type { Solid } from '../../world/solids.ts';

/** The solid things among a stage's items, for the physics. */
export function stageSolids(items: readonly StageItem[]): Solid[] {
  return items.flatMap((item, i) => {
    const id = `${item.kind}-${i}`;
    switch (item.kind) {
      case 'building': {
        const { xM, yM, headingRad, lengthM, widthM, heightM } = item;
        return [{ id, kind: 'building', shape: 'box', xM, yM, headingRad, lengthM, widthM, heightM }];
      }
      case 'tree':
        return [round(id, 'tree', item.xM, item.yM, 0.5, item.heightM)];
      case 'pole':
        return [round(id, 'pole', item.xM, item.yM, 0.2, 3)];
      case 'parked-car': {
        const { xM, yM, headingRad } = item;
        return [
          { id, kind: 'car', shape: 'box', xM, yM, headingRad, lengthM: 4.2, widthM: 1.8, heightM: 1.4 },
        ];
      }
      default:
        return [];
    }
  });
}

function round(
  id: string,
  kind: Solid['kind'],
  xM: number,
  yM: number,
  diameterM: number,
  heightM: number,
): Solid {
  return {
    id,
    kind,
    shape: 'cylinder',
    xM,
    yM,
    headingRad: 0,
    lengthM: diameterM,
    widthM: diameterM,
    heightM,
  };
}
