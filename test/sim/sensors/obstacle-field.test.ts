import { describe, expect, it } from 'vitest';
import { Rng } from '../../../sim/core/rng.ts';
import { type Obstacle, obstacle } from '../../../sim/sensors/obstacle.ts';
import { ObstacleField } from '../../../sim/sensors/obstacle-field.ts';
import { castRay, type Vector } from '../../support/cast-ray.ts';

const RANGE_M = 60;
const SCENES = 40;
const RAYS = 800;

function randomObstacle(rng: Rng): Obstacle {
  return obstacle(
    {
      shape: rng.float() < 0.5 ? 'box' : 'cylinder',
      xM: rng.range(-70, 70),
      yM: rng.range(-70, 70),
      headingRad: rng.float() < 0.2 ? 0 : rng.range(-4, 4),
      lengthM: rng.float() < 0.1 ? 60 : rng.range(0.1, 12),
      widthM: rng.range(0.1, 12),
      heightM: rng.range(0.2, 15),
    },
    rng.float() < 0.2 ? rng.range(0, 6) : 0,
  );
}

/** Any way, or along an axis, straight up or down, or level. */
function randomWay(rng: Rng): Vector {
  const axis = rng.int(20);
  if (axis < 6) {
    const way = [0, 0, 0];
    way[axis >> 1] = axis % 2 === 0 ? 1 : -1;
    return way as unknown as Vector;
  }
  const bearing = rng.range(-Math.PI, Math.PI);
  const rise = axis === 6 ? 0 : axis === 7 ? rng.range(1.569, 1.5707) : rng.range(-0.6, 0.6);
  return [Math.cos(rise) * Math.cos(bearing), Math.cos(rise) * Math.sin(bearing), Math.sin(rise)];
}

const reaches = (from: Vector) => (it: Obstacle) => {
  const [dx, dy, reachM] = [it.xM - from[0], it.yM - from[1], RANGE_M + it.radiusM];
  return dx * dx + dy * dy <= reachM * reachM;
};

describe('an obstacle field', () => {
  it('answers to the bit what trying every obstacle does', () => {
    let met = 0;
    for (let scene = 0; scene < SCENES; scene++) {
      const rng = new Rng(scene, 'field');
      const still = Array.from({ length: rng.int(120) }, () => randomObstacle(rng));
      const field = new ObstacleField(still);
      for (let moment = 0; moment < 3; moment++) {
        const movers = Array.from({ length: rng.int(6) }, () => randomObstacle(rng));
        // Now and then from within something, or from its very middle.
        const [first] = still;
        const from: Vector =
          moment === 0 && first !== undefined
            ? [first.xM, first.yM, 1]
            : [rng.range(-50, 50), rng.range(-50, 50), rng.range(0, 8)];
        const near = [...still, ...movers].filter(reaches(from));
        field.look(...from, RANGE_M, movers);
        const wrong: unknown[] = [];
        for (let ray = 0; ray < RAYS; ray++) {
          const way = randomWay(rng);
          const expected = castRay(from, way, near);
          const got = field.cast(...way);
          if (Number.isFinite(expected)) met++;
          if (!Object.is(got, expected)) wrong.push({ scene, from, way, expected, got });
        }
        expect(wrong).toEqual([]);
      }
    }
    expect(met).toBeGreaterThan(SCENES * RAYS);
  });

  it('sees the ground alone where nothing stands', () => {
    const field = new ObstacleField([]);
    field.look(0, 0, 3, RANGE_M, []);
    expect(field.cast(0.8, 0, -0.6)).toBe(5);
    expect(field.cast(0.8, 0, 0.6)).toBe(Number.POSITIVE_INFINITY);
  });

  it('takes out of one place what another saw', () => {
    const post = obstacle({
      ...{ shape: 'cylinder', xM: 10, yM: 0, headingRad: 0 },
      ...{ lengthM: 2, widthM: 2, heightM: 5 },
    });
    const field = new ObstacleField([]);
    field.look(0, 0, 1, RANGE_M, [post]);
    expect(field.cast(1, 0, 0)).toBe(9);
    field.look(0, 0, 1, RANGE_M, []);
    expect(field.cast(1, 0, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});
