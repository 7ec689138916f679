import { describe, expect, it } from 'vitest';
import { PathBuilder } from '../../../../sim/geometry/path.ts';
import { TOWN } from '../../../../sim/geometry/town.ts';
import { ACTOR_SIZES, type ActorSpec, GOES } from '../../../../sim/world/traffic/actor.ts';
import { type Body, emptyBody, placeBody } from '../../../../sim/world/traffic/body.ts';
import { CITY_DRIVER, equilibriumGapM } from '../../../../sim/world/traffic/idm.ts';
import { findLeader } from '../../../../sim/world/traffic/leader.ts';
import { Conflicts } from '../../../../sim/world/traffic/passages.ts';
import { Traffic } from '../../../../sim/world/traffic/traffic.ts';

const STRAIGHT = new PathBuilder(0, 0, 0).line(1500).sample(0.5);
const WISH_MPS = 8;
const EGO = { timeS: 0, progressM: 0, speedMps: 0 };

function car(id: string, startM: number, limitMps: number): ActorSpec {
  return {
    id,
    kind: 'car',
    variant: 0,
    path: STRAIGHT,
    startM,
    startMps: 0,
    limitMps: new Float64Array(STRAIGHT.count).fill(limitMps),
    passages: [],
    driver: CITY_DRIVER,
    minds: true,
    atEnd: 'leaves',
    gapS: 0,
    part: GOES,
  };
}

describe('a column of cars', () => {
  it.each([2, 4, 6])('settles at the gap that the model has in closed form, at %i m/s', (leaderMps) => {
    const cars = [car('lead', 100, leaderMps), car('second', 60, WISH_MPS), car('third', 20, WISH_MPS)];
    const traffic = new Traffic(cars, new Conflicts(TOWN, '1-1'), null);
    for (let step = 0; step < 1500; step++) traffic.advance(EGO, 0.1);
    const expected = equilibriumGapM(CITY_DRIVER, leaderMps, WISH_MPS);
    for (const i of [1, 2]) {
      const [ahead, own] = [traffic.alongM[i - 1] as number, traffic.alongM[i] as number];
      expect(ahead - own - ACTOR_SIZES.car.lengthM).toBeCloseTo(expected, 1);
      expect(traffic.speedMps[i]).toBeCloseTo(leaderMps, 2);
    }
  });

  it('stops behind one that stands, at the standing gap', () => {
    const traffic = new Traffic(
      [car('lead', 100, 0), car('second', 20, WISH_MPS)],
      new Conflicts(TOWN, '1-1'),
      null,
    );
    for (let step = 0; step < 600; step++) traffic.advance(EGO, 0.1);
    const gapM = (traffic.alongM[0] as number) - (traffic.alongM[1] as number) - ACTOR_SIZES.car.lengthM;
    expect(traffic.speedMps[1]).toBeLessThan(0.05);
    expect(Math.abs(gapM - CITY_DRIVER.standGapM)).toBeLessThan(0.3);
  });
});

describe('whom a driver follows', () => {
  const self = body(10, 0, 0, 5);
  const find = (other: Body, oncoming: boolean) =>
    findLeader(STRAIGHT, 10, self, [self, other], Uint8Array.of(1, 1), oncoming, { gapM: 0, speedMps: 0 });

  it('is whoever is in the strip ahead, with the speed it has along the way', () => {
    const ahead = find(body(30, 0.5, 0, 3), true);
    expect(ahead.gapM).toBeCloseTo(20 - 4.3, 6);
    expect(ahead.speedMps).toBeCloseTo(3, 12);
    expect(find(body(30, 3.5, 0, 3), true).gapM).toBe(Number.POSITIVE_INFINITY);
    expect(find(body(2, 0, 0, 3), true).gapM).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not what comes towards one who does not mind that, but still who goes ahead', () => {
    const facing = body(25, 1, Math.PI, 0);
    expect(find(facing, true).gapM).toBeLessThan(15);
    expect(find(facing, false).gapM).toBe(Number.POSITIVE_INFINITY);
    expect(find(body(30, 0.5, 0, 3), false)).toEqual(find(body(30, 0.5, 0, 3), true));
  });
});

function body(xM: number, yM: number, headingRad: number, speedMps: number): Body {
  const made = emptyBody(ACTOR_SIZES.car.lengthM / 2, ACTOR_SIZES.car.widthM / 2);
  placeBody(made, xM, yM, headingRad);
  made.speedMps = speedMps;
  return made;
}
