import { LaneArea } from '../../geometry/lane-area.ts';
import type { LaneRoute } from '../../geometry/lane-route.ts';
import { locate } from '../../geometry/path.ts';
import { CAR } from '../../world/car.ts';

const CAR_AREA_M2 = CAR.lengthM * CAR.widthM;
/** No part of the car is farther from its middle, along the road. */
const REACH_M = 5;

/**
 * How well a car keeps its lane, told pose by pose; nothing is allocated on the way. The danger: it
 * looks only near where it last saw the car, so that a road that returns to itself is followed in order.
 */
export class LaneWatch {
  readonly position = { progressM: 0, offsetM: 0, index: 0 };
  /** Share of the car's area outside its lane, 0 to 1. */
  oobPercentage = 0;
  maxOobPercentage = 0;
  /** Half the lane's width less the distance of the car's middle from the lane's. */
  oobDistanceM = 0;
  minOobDistanceM = Number.POSITIVE_INFINITY;
  readonly #route: LaneRoute;
  readonly #area: LaneArea;

  constructor(route: LaneRoute) {
    this.#route = route;
    this.#area = new LaneArea(route.laneQuads);
  }

  see(xM: number, yM: number, headingRad: number): void {
    const { path, laneWidthM, quadAt } = this.#route;
    const { index, offsetM } = locate(path, xM, yM, this.position);
    this.oobDistanceM = (laneWidthM[index] as number) / 2 - Math.abs(offsetM);
    this.minOobDistanceM = Math.min(this.minOobDistanceM, this.oobDistanceM);
    const samples = Math.ceil(REACH_M / path.stepM);
    // At either end the car may stand on the piece that leads straight on.
    const first = (quadAt[Math.max(0, index - samples)] as number) - (index < samples ? 1 : 0);
    const end = path.count - 1;
    const last = (quadAt[Math.min(end, index + samples)] as number) + (index + samples > end ? 1 : 0);
    const inside = this.#area.insideM2(xM, yM, headingRad, CAR.lengthM, CAR.widthM, first, last);
    this.oobPercentage = Math.min(1, Math.max(0, 1 - inside / CAR_AREA_M2));
    this.maxOobPercentage = Math.max(this.maxOobPercentage, this.oobPercentage);
  }
}
