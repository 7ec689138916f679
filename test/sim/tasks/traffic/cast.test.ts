import { describe, expect, it } from 'vitest';
import { PursuitIdmAgent } from '../../../../agents/index.ts';
import { ROAD } from '../../../../sim/geometry/road-network.ts';
import { TOWN } from '../../../../sim/geometry/town.ts';
import { type Action, createTask, Rng, type Scene } from '../../../../sim/index.ts';
import type { Mover } from '../../../../sim/scene/picture.ts';
import { backgroundRoutes } from '../../../../sim/tasks/traffic/background-routes.ts';
import { EGO_ROUTE } from '../../../../sim/tasks/traffic/traffic-route.ts';
import { ACTOR_SIZES, type ActorKind } from '../../../../sim/world/traffic/actor.ts';
import { type Body, emptyBody, placeBody, touch } from '../../../../sim/world/traffic/body.ts';

const STEP_S = 0.1;
const task = createTask('driving/traffic');

interface Moment {
  readonly timeS: number;
  readonly progressM: number;
  readonly movers: readonly Mover[];
}

/** What happens in a scene driven by `pursuit-idm`, step by step. */
function* drive(scene: Scene, seed: number): Generator<Moment> {
  const agent = new PursuitIdmAgent();
  const episode = task.begin(scene, { seed, seat: 0, renderer: null, needs: agent.needs });
  const { movers } = episode.picture();
  yield { timeS: 0, progressM: 0, movers };
  while (!episode.over) {
    const seen = episode.observe();
    episode.advance(agent.act([seen])[0] as Action);
    const progressM = episode.observe().truth?.progressM ?? 0;
    yield { timeS: seen.timeS + STEP_S, progressM, movers: episode.picture().movers };
  }
  episode.close();
}

/** Where one actor is at each step that it is there. */
function trackOf(id: string, scene: Scene, seed = 3): (Moment & { readonly it: Mover })[] {
  return [...drive(scene, seed)].flatMap((moment) => {
    const found = moment.movers.find((mover) => mover.id === id);
    return found === undefined ? [] : [{ ...moment, it: found }];
  });
}

function speeds(track: ReturnType<typeof trackOf>): number[] {
  return track.slice(1).map(({ it }, k) => {
    const before = (track[k] as (typeof track)[number]).it;
    return Math.hypot(it.xM - before.xM, it.yM - before.yM) / STEP_S;
  });
}

describe('each of the cast does what its axes say', () => {
  it('the person who crosses keeps to the pace of each part of the way', () => {
    const paces = { pedestrianPace2: 0.5, pedestrianPace5: 1.4 };
    const track = trackOf('pedestrian', paces);
    const first = track[0]?.it as Mover;
    const walkedM = track.map(({ it }) => Math.hypot(it.xM - first.xM, it.yM - first.yM));
    const speedMps = speeds(track);
    // Past the middle of a part he has fallen into its pace, and looks 0.3 s ahead: 10.7 m in six parts.
    const shares = [1, 2, 3, 4, 5, 6].map(
      (part) => (speedMps[walkedM.findIndex((m) => m >= ((part - 0.4) / 6) * 10.7)] as number) / 1.6,
    );
    expect(Math.abs((shares[1] as number) - 0.5)).toBeLessThan(0.1);
    expect(shares[4]).toBeGreaterThan(1.15);
    for (const part of [0, 2, 3, 5]) expect(Math.abs((shares[part] as number) - 1)).toBeLessThan(0.15);
  });

  it('the car ahead keeps its gap, its speed, and brakes as hard and when it should', () => {
    const scene = { leadGapM: 30, leadSpeedMps: 6, leadBrakesAtS: 4, leadBrakingMps2: 2 };
    const track = trackOf('lead', scene);
    const [first] = track as [(typeof track)[number]];
    const ego = first.movers[0] as Mover;
    const startM = Math.hypot(first.it.xM - ego.xM, first.it.yM - ego.yM);
    expect(Math.abs(startM - 4.2 / 2 - 4.3 / 2 - 30)).toBeLessThan(0.05);
    const speedMps = speeds(track);
    const at = (timeS: number) => speedMps[Math.round(timeS / STEP_S)] as number;
    expect(at(3.8)).toBeGreaterThan(5);
    expect(at(3.8)).toBeLessThanOrEqual(6);
    expect(at(4.5) - at(5.5)).toBeCloseTo(2, 1);
    expect(at(6.5)).toBeGreaterThan(at(5.9));
  });

  it.each([6, 12, 20])(
    'the car at the kerb pulls out when the driver is %i m away, not before',
    (cutInGapM) => {
      const track = trackOf('cutIn', { cutInGapM, leadGapM: 40, leadSpeedMps: 9 });
      const moved = speeds(track).findIndex((mps) => mps > 0.05);
      const { it, movers } = track[moved] as (typeof track)[number];
      const ego = movers[0] as Mover;
      const aheadM =
        Math.cos(ego.headingRad) * (it.xM - ego.xM) + Math.sin(ego.headingRad) * (it.yM - ego.yM);
      const gapM = aheadM - (4.2 + 4.3) / 2;
      // It sees the driver once a step, in which he comes 0.9 m nearer.
      expect(gapM).toBeLessThanOrEqual(cutInGapM + 0.05);
      expect(gapM).toBeGreaterThan(cutInGapM - 1);
    },
  );

  it.each([0, 0.8, 1.9])(
    'the oncoming car leaves the middle of its lane by %f m at the most',
    (oncomingIntrusionM) => {
      const { path } = EGO_ROUTE;
      const track = trackOf('oncoming', { oncomingIntrusionM, oncomingDelayS: 2, leadGapM: 40 });
      const most = Math.max(
        ...track.map(({ it }) => {
          let nearest = Number.POSITIVE_INFINITY;
          for (let i = 0; i < path.count; i++) {
            const [dx, dy] = [it.xM - (path.xyM[2 * i] as number), it.yM - (path.xyM[2 * i + 1] as number)];
            nearest = Math.min(nearest, Math.hypot(dx, dy));
          }
          // Its own lane's middle is a lane's width from the driver's.
          return ROAD.laneWidthM - nearest;
        }),
      );
      expect(most).toBeCloseTo(oncomingIntrusionM, 1);
    },
  );

  it('the person sets off at the distance and walks at the speed that the scene says', () => {
    const track = trackOf('pedestrian', { pedestrianAtM: 236, pedestrianGapM: 20, pedestrianSpeedMps: 1.5 });
    const speedMps = speeds(track);
    const moved = speedMps.findIndex((mps) => mps > 0.01);
    const gapM = 236 - (track[moved]?.progressM as number) - 4.2 / 2;
    expect(gapM).toBeLessThanOrEqual(20);
    expect(gapM).toBeGreaterThan(18.8);
    expect(Math.max(...speedMps)).toBeCloseTo(1.5, 2);
  });

  it.each([1, 1.6])('cyclists keep to the side: %f m right of the middle of the lane', (cyclistOffsetM) => {
    const { path } = EGO_ROUTE;
    const inLane = trackOf('cyclist', { cyclistOffsetM }).filter(({ progressM }) => progressM > 190);
    const nearest = inLane.slice(5, 60).map(({ it }) => {
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i < path.count; i++) {
        const [dx, dy] = [it.xM - (path.xyM[2 * i] as number), it.yM - (path.xyM[2 * i + 1] as number)];
        best = Math.min(best, Math.hypot(dx, dy));
      }
      return best;
    });
    expect(nearest.length).toBeGreaterThan(20);
    const sorted = nearest.sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeCloseTo(cyclistOffsetM, 1);
  });
});

describe('lane discipline', () => {
  it('keeps everybody who drives about in the middle of the right lane between junctions', () => {
    let judged = 0;
    for (let seed = 0; seed < 40; seed++) {
      for (const { nodes, path } of backgroundRoutes(5, seed)) {
        for (let k = 0; k + 1 < nodes.length; k++) {
          const [a, b] = [TOWN.node(nodes[k] as string), TOWN.node(nodes[k + 1] as string)];
          if (TOWN.isBend(a) || TOWN.isBend(b)) continue;
          const lengthM = Math.hypot(b.xM - a.xM, b.yM - a.yM);
          const [ux, uy] = [(b.xM - a.xM) / lengthM, (b.yM - a.yM) / lengthM];
          for (let i = 0; i < path.count; i += 20) {
            const [x, y] = [(path.xyM[2 * i] as number) - a.xM, (path.xyM[2 * i + 1] as number) - a.yM];
            const along = x * ux + y * uy;
            const left = y * ux - x * uy;
            const heading = path.headingRad[i] as number;
            const sameWay = Math.cos(heading) * ux + Math.sin(heading) * uy > 0.99;
            const between = along > ROAD.junctionHalfM + 3 && along < lengthM - ROAD.junctionHalfM - 3;
            if (!sameWay || !between || Math.abs(left) > ROAD.laneWidthM) continue;
            expect(left).toBeCloseTo(-ROAD.laneWidthM / 2, 6);
            judged++;
          }
        }
      }
    }
    expect(judged).toBeGreaterThan(5000);
  });

  it('lets nobody touch another in ordinary traffic, and no vehicle another that keeps to its lane in any', () => {
    const space = task.spaces.get('traffic');
    if (space === undefined) throw new Error('the task has the space');
    const touching = new Set<string>();
    for (let seed = 0; seed < 24; seed++) {
      const rng = new Rng(seed, 'scenes');
      const scene = seed < 12 ? {} : space.decode(space.axes.map(() => rng.range(-1, 1)));
      for (const { movers } of drive(scene, seed)) {
        const others = movers.slice(1).filter(({ kind }) => seed < 12 || kind !== 'pedestrian');
        const boxes = others.map(boxOf);
        for (let i = 0; i < boxes.length; i++) {
          for (let j = 0; j < i; j++) {
            if (touch(boxes[i] as Body, boxes[j] as Body))
              touching.add(`${seed}: ${others[i]?.id}, ${others[j]?.id}`);
          }
        }
      }
    }
    // One who swerves into the other lane may meet somebody there.
    expect([...touching].filter((pair) => !pair.includes('oncoming'))).toEqual([]);
  });
});

function boxOf({ kind, xM, yM, headingRad }: Mover): Body {
  const { lengthM, widthM } = ACTOR_SIZES[kind as ActorKind];
  const body = emptyBody(lengthM / 2, widthM / 2);
  placeBody(body, xM, yM, headingRad);
  return body;
}
