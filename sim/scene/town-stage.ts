import type { Path } from '../geometry/path.ts';
import { TOWN } from '../geometry/town.ts';
import type { Stage, StageItem } from './picture.ts';
import { sceneryItems } from './town-scenery.ts';
import { streetItems } from './town-streets.ts';

const SIGHT_M = 70;
const streets = streetItems(TOWN);

/** The part of the town that can be seen from a path, with scenery drawn from a seed. */
export function townStage(key: string, path: Path, seed: number): Stage {
  const waypoints: number[] = [];
  for (let i = 0; i < path.count; i += 20) {
    waypoints.push(path.xyM[i * 2] as number, path.xyM[i * 2 + 1] as number);
  }
  const near = (xM: number, yM: number) => {
    for (let i = 0; i < waypoints.length; i += 2) {
      const dx = xM - (waypoints[i] as number);
      const dy = yM - (waypoints[i + 1] as number);
      if (dx * dx + dy * dy < SIGHT_M * SIGHT_M) return true;
    }
    return false;
  };
  const scenery = sceneryItems(TOWN, seed).filter((item) => 'xM' in item && near(item.xM, item.yM));
  const items: StageItem[] = [...streets, ...scenery];
  const xs = waypoints.filter((_, i) => i % 2 === 0);
  const ys = waypoints.filter((_, i) => i % 2 === 1);
  return {
    key: `${key}#${seed}`,
    items,
    boundsM: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
  };
}
