import { layRoute, type RoutePlan } from '../../geometry/route.ts';
import { TOWN } from '../../geometry/town.ts';
import { CAR } from '../../world/car.ts';

/** 272 m: straight over a crossroads, right at a crossroads, right at a T. */
export const EGO_PLAN: RoutePlan = {
  nodes: ['0-1', '1-1', '2-1', '2-0', '1-0'],
  startM: 30,
  endM: 66,
};

export const EGO_ROUTE = layRoute(TOWN, EGO_PLAN);

export const EGO_LENGTH_M = CAR.lengthM;
