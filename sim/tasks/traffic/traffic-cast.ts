import { Rng } from '../../core/rng.ts';
import { type Path, PathBuilder } from '../../geometry/path.ts';
import { ROAD } from '../../geometry/road-network.ts';
import { layRoute, type Route } from '../../geometry/route.ts';
import { TOWN } from '../../geometry/town.ts';
import { ACTOR_SIZES, type ActorSpec, GOES } from '../../world/traffic/actor.ts';
import { CITY_DRIVER, CYCLIST_DRIVER, type IdmDriver } from '../../world/traffic/idm.ts';
import { Conflicts, passagesOf } from '../../world/traffic/passages.ts';
import { movedAside, placeAt, smoothStep } from '../../world/traffic/way.ts';
import { backgroundRoutes } from './background-routes.ts';
import { EGO_LENGTH_M, EGO_PLAN, EGO_ROUTE } from './traffic-route.ts';
import { PACES, type TrafficPlan } from './traffic-scene.ts';

/** Cars that only make the town busy. */
const BACKGROUND_CARS = 5;
const STARTS_AND_STOPS: IdmDriver = {
  ...CITY_DRIVER,
  accelerationMps2: 3,
  brakingMps2: 3,
  mostBrakingMps2: 3,
};
/** From the lane's middle to where people wait and walk on the pavement at its side. */
const PAVEMENT_M = 3.6;
/** The middle of the other pavement, from the lane's middle. */
const FAR_PAVEMENT_M = ROAD.laneWidthM + PAVEMENT_M;
/** Where a person waits at one pavement, to where he is at the other. */
const CROSSING_M = PAVEMENT_M + FAR_PAVEMENT_M;
/** From the lane's middle to that of a car that stands on the pavement. */
const KERB_STAND_M = 2.85;
const LEAD_BRAKES_FOR_S = 2;
/** The car ahead may go a little faster than a careful driver. */
const LEAD_HASTE = 1.125;
const WALK_STEP_M = 0.25;
/** A driver reckons with this speed of the car under test where it is not yet under way. */
const USUAL_MPS = 7;

export const CONFLICTS = new Conflicts(TOWN, '1-1');

const CAR_M = ACTOR_SIZES.car.lengthM;
const [FIRST_JUNCTION] = passagesOf(TOWN, EGO_ROUTE) as [ReturnType<typeof passagesOf>[number]];
const STRAIGHT_ON = layRoute(TOWN, {
  nodes: ['0-1', '1-1', '2-1', '3-1'],
  startM: EGO_PLAN.startM,
  endM: 60,
});
/** The car ahead turns off at the first junction. */
const TURNING_OFF = layRoute(TOWN, {
  nodes: ['0-1', '1-1', '1-0', '0-0', '0-1'],
  startM: EGO_PLAN.startM,
  endM: 50,
});
const BEHIND_M = 18;
const FOLLOWING = layRoute(TOWN, { ...EGO_PLAN, startM: EGO_PLAN.startM - BEHIND_M });
const FROM_THE_RIGHT = layRoute(TOWN, { nodes: ['1-0', '1-1', '1-2'], startM: 22, endM: 52 });
const ONCOMING = layRoute(TOWN, { nodes: ['3-0', '2-0', '2-1', '2-2'], startM: 50, endM: 50 });
/** The middle of the street in which the oncoming car swerves: on its way, and on the driver's. */
const SWERVE_M = 73;
const SWERVE_EGO_M = 173;
const SWERVE_HALF_M = 18;
const CYCLE_WITH = layRoute(TOWN, { nodes: ['2-0', '1-0', '0-0'], startM: 14, endM: 50 });
const CYCLE_AGAINST = layRoute(TOWN, { nodes: ['2-1', '1-1', '0-1'], startM: 24, endM: 56 });
/** The cyclist ahead sets off when the driver is here. */
const CYCLE_FROM_M = 185;

/** Everybody in a scene, always as many and in the same order; the seed draws looks, habits and the background. */
export function trafficCast(plan: TrafficPlan, seed: number): ActorSpec[] {
  const rng = new Rng(seed, 'traffic');
  const look = () => rng.int(1 << 12);
  return [
    lead(plan, look()),
    crossing(plan, look()),
    cutIn(plan, look(), rng.range(93, 101)),
    oncoming(plan, look()),
    car('follower', FOLLOWING, look(), {}),
    ...backgroundRoutes(BACKGROUND_CARS, seed).map((route, k) =>
      car(`car${k}`, route, look(), {
        limitMps: route.speedMps.map((mps) => mps * rng.range(0.85, 1)),
        gapS: rng.range(1, 3),
      }),
    ),
    cyclist('cyclist', CYCLE_WITH, plan.cyclistOffsetM, rng.range(3.5, 4.5), look(), CYCLE_FROM_M),
    cyclist('rider', CYCLE_AGAINST, 1.5, rng.range(3.5, 5), look(), 0),
    crosser('pedestrian', plan.pedestrianAtM, 'right', plan.pedestrianGapM, pedestrianPace(plan), look()),
    crosser(
      'walker',
      plan.pedestrianAtM + 8,
      'left',
      plan.pedestrianGapM + 22,
      () => plan.pedestrianSpeedMps,
      look(),
    ),
    stroller('stroller0', 4, 46, -PAVEMENT_M, rng.range(0.9, 1.6), look()),
    stroller('stroller1', 72, 128, FAR_PAVEMENT_M, rng.range(0.9, 1.6), look()),
  ];
}

function car(id: string, route: Route, variant: number, options: Partial<ActorSpec>): ActorSpec {
  return {
    id,
    kind: 'car',
    variant,
    path: route.path,
    startM: 0,
    startMps: 0,
    limitMps: route.speedMps,
    passages: passagesOf(TOWN, route),
    driver: CITY_DRIVER,
    minds: true,
    atEnd: 'leaves',
    gapS: 2,
    part: GOES,
    ...options,
  };
}

function lead(plan: TrafficPlan, variant: number): ActorSpec {
  const { leadGapM, leadSpeedMps, leadBrakesAtS, leadBrakingMps2 } = plan;
  return car('lead', TURNING_OFF, variant, {
    startM: (EGO_LENGTH_M + CAR_M) / 2 + leadGapM,
    limitMps: TURNING_OFF.speedMps.map((mps) => mps * LEAD_HASTE),
    part: ({ timeS }, _alongM, _speedMps, wish) => {
      wish.speedMps = leadSpeedMps;
      const brakes = timeS >= leadBrakesAtS && timeS < leadBrakesAtS + LEAD_BRAKES_FOR_S;
      wish.brakingMps2 = brakes ? leadBrakingMps2 : 0;
    },
  });
}

/** Times itself to be at the junction when the driver is, give or take; then the right of way rules. */
function crossing({ crossingDelayS, crossingGapS }: TrafficPlan, variant: number): ActorSpec {
  const spec = car('crossing', FROM_THE_RIGHT, variant, {});
  const enterM = spec.passages[0]?.enterM ?? 0;
  return {
    ...spec,
    startMps: 5,
    gapS: crossingGapS,
    part: ({ progressM, speedMps }, alongM, _speedMps, wish) => {
      const awayM = enterM - CAR_M / 2 - alongM;
      if (awayM < 4) return;
      const egoAwayM = FIRST_JUNCTION.enterM - EGO_LENGTH_M / 2 - progressM;
      const etaS = egoAwayM / Math.max(3, speedMps) + crossingDelayS;
      wish.speedMps = etaS <= 0 ? Number.POSITIVE_INFINITY : Math.max(1.5, awayM / etaS);
    },
  };
}

/** Stands with all wheels on the pavement until the driver is near, then takes the lane before him. */
function cutIn({ cutInGapM, cutInSpeedMps }: TrafficPlan, variant: number, standsAtM: number): ActorSpec {
  const path = movedAside(
    STRAIGHT_ON.path,
    (alongM) => -KERB_STAND_M * (1 - smoothStep(alongM, standsAtM + 0.5, standsAtM + 10)),
  );
  return car('cutIn', STRAIGHT_ON, variant, {
    path,
    startM: standsAtM,
    part: ({ progressM }, alongM, _speedMps, wish) => {
      const gapM = standsAtM - progressM - (EGO_LENGTH_M + CAR_M) / 2;
      const started = alongM > standsAtM;
      wish.speedMps = started || (gapM > 0 && gapM <= cutInGapM) ? cutInSpeedMps : 0;
    },
  });
}

/** Comes round the corner in time to meet the driver in mid-street, where it swerves towards his lane. */
function oncoming({ oncomingDelayS, oncomingIntrusionM }: TrafficPlan, variant: number): ActorSpec {
  const path = movedAside(
    ONCOMING.path,
    (alongM) =>
      oncomingIntrusionM *
      (smoothStep(alongM, SWERVE_M - SWERVE_HALF_M, SWERVE_M - 6) -
        smoothStep(alongM, SWERVE_M + 6, SWERVE_M + SWERVE_HALF_M)),
  );
  return car('oncoming', ONCOMING, variant, {
    path,
    startMps: USUAL_MPS,
    part: ({ progressM, speedMps }, alongM, _speedMps, wish) => {
      const etaS = (SWERVE_EGO_M - progressM) / Math.max(4, speedMps) + oncomingDelayS;
      const awayM = SWERVE_M - Math.max(0, alongM);
      if (alongM < 0)
        wish.present = (SWERVE_EGO_M - progressM) / USUAL_MPS + oncomingDelayS < awayM / USUAL_MPS;
      // While it swerves it does not give way to what it meets: two who stood face to face would stand there for ever.
      wish.mindsOncoming = Math.abs(awayM) > SWERVE_HALF_M;
      if (awayM > 20 && etaS > 0) wish.speedMps = Math.max(4, awayM / etaS);
    },
  });
}

function cyclist(
  id: string,
  route: Route,
  rightM: number,
  speedMps: number,
  variant: number,
  fromM: number,
): ActorSpec {
  return car(id, route, variant, {
    kind: 'cyclist',
    path: movedAside(route.path, () => -rightM),
    limitMps: new Float64Array(route.path.count).fill(speedMps),
    driver: CYCLIST_DRIVER,
    part: ({ progressM }, alongM, _speedMps, wish) => {
      if (alongM <= 0 && progressM < fromM) wish.speedMps = 0;
    },
  });
}

/** Walking speed by the share of the way across: each equal part has a pace of its own. */
function pedestrianPace(plan: TrafficPlan): (share: number) => number {
  const paces = PACES.map((name) => plan[name]);
  return (share) => {
    const part = Math.min(paces.length - 1, Math.floor(share * paces.length));
    return plan.pedestrianSpeedMps * (paces[part] as number);
  };
}

/** Waits on the pavement, crosses once the driver is near enough, and stays on the other side. */
function crosser(
  id: string,
  atM: number,
  from: 'left' | 'right',
  gapM: number,
  walkMps: (share: number) => number,
  variant: number,
): ActorSpec {
  const { xM, yM, headingRad } = placeAt(EGO_ROUTE.path, atM, { xM: 0, yM: 0, headingRad: 0 });
  const leftM = from === 'right' ? -PAVEMENT_M : FAR_PAVEMENT_M;
  const path = new PathBuilder(
    xM - Math.sin(headingRad) * leftM,
    yM + Math.cos(headingRad) * leftM,
    headingRad + (from === 'right' ? Math.PI / 2 : -Math.PI / 2),
  )
    .line(CROSSING_M)
    .sample(WALK_STEP_M);
  const limitMps = Float64Array.from({ length: path.count }, (_, i) => walkMps(i / path.count));
  return person(id, path, limitMps, variant, {
    part: ({ progressM }, alongM, _speedMps, wish) => {
      if (alongM <= 0 && atM - progressM - EGO_LENGTH_M / 2 > gapM) wish.speedMps = 0;
    },
  });
}

/** Walks along the pavement beside the driver's route and minds nobody. */
function stroller(
  id: string,
  fromM: number,
  toM: number,
  leftM: number,
  walkMps: number,
  variant: number,
): ActorSpec {
  const { xM, yM, headingRad } = placeAt(EGO_ROUTE.path, fromM, { xM: 0, yM: 0, headingRad: 0 });
  const path = new PathBuilder(
    xM - Math.sin(headingRad) * leftM,
    yM + Math.cos(headingRad) * leftM,
    headingRad,
  )
    .line(toM - fromM)
    .sample(WALK_STEP_M);
  const limitMps = new Float64Array(path.count).fill(walkMps);
  return person(id, path, limitMps, variant, { startMps: walkMps });
}

function person(
  id: string,
  path: Path,
  limitMps: Float64Array,
  variant: number,
  options: Partial<ActorSpec>,
): ActorSpec {
  return {
    id,
    kind: 'pedestrian',
    variant,
    path,
    startM: 0,
    startMps: 0,
    limitMps,
    passages: [],
    driver: STARTS_AND_STOPS,
    minds: false,
    atEnd: 'stays',
    gapS: 0,
    part: GOES,
    ...options,
  };
}
