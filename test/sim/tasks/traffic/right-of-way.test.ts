import { describe, expect, it } from 'vitest';
import { CONFLICTS, trafficCast } from '../../../../sim/tasks/traffic/traffic-cast.ts';
import { NOMINAL_PLAN } from '../../../../sim/tasks/traffic/traffic-scene.ts';
import { type Body, touch } from '../../../../sim/world/traffic/body.ts';
import type { Passage } from '../../../../sim/world/traffic/passages.ts';
import { Traffic } from '../../../../sim/world/traffic/traffic.ts';

const STEPS = 700;
/** Longest that anybody may have to stand before a junction in this little traffic. */
const PATIENCE_STEPS = 250;

/** The town by itself: the cars that react, without the car under test. */
function town(seed: number): Traffic {
  const actors = trafficCast(NOMINAL_PLAN, seed).filter(({ id }) =>
    /^(car\d|lead|follower|crossing)$/.test(id),
  );
  return new Traffic(actors, CONFLICTS, null);
}

describe('right of way', () => {
  it('lets straight meet straight from opposite sides, and nobody cross another', () => {
    // Movements: from-quarter * 4 + to-quarter; east 0, north 1, west 2, south 3, as headings.
    const [eastward, westward, northward] = [0, 10, 5];
    expect(CONFLICTS.between(eastward, westward)).toBe(false);
    expect(CONFLICTS.between(eastward, northward)).toBe(true);
    expect(CONFLICTS.between(northward, westward)).toBe(true);
    // A left turn from the west crosses those who come straight from the east.
    expect(CONFLICTS.between(1, westward)).toBe(true);
    for (let a = 0; a < 16; a++) {
      for (let b = 0; b < 16; b++) expect(CONFLICTS.between(a, b)).toBe(CONFLICTS.between(b, a));
    }
  });

  it('keeps conflicting cars out of a junction, all cars apart, and all of them moving, whatever the seed', () => {
    const ego = { timeS: 0, progressM: 0, speedMps: 0 };
    for (let seed = 0; seed < 200; seed++) {
      const traffic = town(seed);
      const stood = new Array<number>(traffic.actors.length).fill(0);
      for (let step = 0; step < STEPS; step++) {
        ego.timeS = step * 0.1;
        traffic.advance(ego, 0.1);
        for (let i = 0; i < traffic.actors.length; i++) {
          const moves = !traffic.isPresent(i) || (traffic.speedMps[i] as number) > 0.05;
          stood[i] = moves ? 0 : (stood[i] as number) + 1;
          if ((stood[i] as number) > PATIENCE_STEPS)
            expect.fail(`seed ${seed}: ${traffic.actors[i]?.id} stands`);
          for (let j = 0; j < i; j++) {
            if (!traffic.isPresent(i) || !traffic.isPresent(j)) continue;
            if (inConflict(traffic, i, j)) expect.fail(`seed ${seed}, step ${step}: two in one junction`);
            if (touch(traffic.bodies[i] as Body, traffic.bodies[j] as Body)) {
              expect.fail(
                `seed ${seed}, step ${step}: ${traffic.actors[i]?.id} and ${traffic.actors[j]?.id} touch`,
              );
            }
          }
        }
      }
    }
  });
});

function inside(traffic: Traffic, i: number): Passage | null {
  const alongM = traffic.alongM[i] as number;
  const half = (traffic.bodies[i] as Body).halfLengthM;
  const { passages } = traffic.actors[i] as { passages: readonly Passage[] };
  return passages.find(({ enterM, leaveM }) => alongM + half > enterM && alongM - half < leaveM) ?? null;
}

function inConflict(traffic: Traffic, i: number, j: number): boolean {
  const [a, b] = [inside(traffic, i), inside(traffic, j)];
  return a !== null && b !== null && a.node === b.node && CONFLICTS.between(a.movement, b.movement);
}
