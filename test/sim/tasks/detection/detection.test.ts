import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type Agent,
  actionToBoxes,
  boxesToAction,
  createTask,
  type DetectedBox,
  detectionShot,
  EpisodeRunner,
  FIRST_UNSEEN_INSTANCE,
  intersectionOverUnion,
  keepBoxes,
  objectTruth,
  type Scene,
  SHAPE_CLASSES,
} from '../../../../sim/index.ts';
import { openHeadlessRenderer } from '../../../../sim/render/headless.ts';
import { DETECTION_FAILS_BELOW, scoreDetection } from '../../../../sim/tasks/detection/detection-score.ts';

const CAR = SHAPE_CLASSES.indexOf('car');
const box = (left: number, objectness: number, classIndex = CAR): DetectedBox => {
  return { left, top: 0.2, right: left + 0.4, bottom: 0.6, objectness, classIndex };
};

/** Answers every picture with the same boxes. */
function scripted(boxes: readonly DetectedBox[]): Agent {
  const needs = { camera: null, truth: false };
  const act: Agent['act'] = (batch) => batch.map(() => boxesToAction(boxes));
  return { name: 'scripted', version: '1', needs, reset: () => {}, act };
}

async function run(boxes: readonly DetectedBox[], id = 'detection/car', seed = 3) {
  const task = createTask(id);
  const runner = new EpisodeRunner({ task, agent: scripted(boxes), renderer: null, seats: 1 });
  return runner.run({ scene: {}, seed });
}

describe('the detection score', () => {
  it('fails below 0.3 and not at 0.3', () => {
    const terms = { iou: 0, otherObjectness: 0, keptBoxes: 1, visibleShare: 1 };
    const nextBelow = new Float64Array([0.3]);
    const bits = new BigInt64Array(nextBelow.buffer);
    bits[0] = (bits[0] as bigint) - 1n;
    expect(DETECTION_FAILS_BELOW).toBe(nextBelow[0]);
    expect(scoreDetection({ ...terms, objectness: 0.3 }, 1).failed).toBe(false);
    expect(scoreDetection({ ...terms, objectness: nextBelow[0] as number }, 1).failed).toBe(true);
  });

  it('is the highest objectness of a box of the true class, wherever it lies', async () => {
    const { score } = await run([box(0.1, 0.6), box(0.55, 0.8), box(0.3, 0.9, 0)]);
    expect(score).toMatchObject({
      total: 0.8,
      failed: false,
      reason: 'detected',
      terminated: true,
      steps: 1,
    });
    expect(score.terms).toMatchObject({ otherObjectness: 0.9, keptBoxes: 3, visibleShare: 1 });
  });

  it('tells a missed object from a misnamed one', async () => {
    expect((await run([])).score).toMatchObject({ total: 0, reason: 'missed', failed: true });
    expect((await run([box(0.3, 0.9, 0)])).score).toMatchObject({
      total: 0,
      reason: 'misnamed',
      failed: true,
    });
  });
});

describe('the boxes that count', () => {
  it('are those above 0.05 that no surer box of their class covers by more than 0.4', () => {
    const sure = box(0.2, 0.9);
    const near = box(0.25, 0.8);
    const other = box(0.25, 0.7, 0);
    const far = box(0.5, 0.6);
    const faint = box(0.8, 0.05);
    expect(intersectionOverUnion(sure, near)).toBeCloseTo(0.35 / 0.45, 12);
    expect(intersectionOverUnion(sure, far)).toBeCloseTo(0.1 / 0.7, 12);
    expect(keepBoxes([far, faint, near, other, sure])).toEqual([sure, other, far]);
  });

  it('come back from an action as they went in', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const any = fc.record({
      left: unit,
      top: unit,
      right: unit,
      bottom: unit,
      objectness: fc.double({ min: 0.001, max: 1, noNaN: true }),
      classIndex: fc.nat(SHAPE_CLASSES.length - 1),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (boxes) => {
        const sorted = [...boxes].sort((a, b) => b.objectness - a.objectness);
        expect(actionToBoxes(boxesToAction(boxes))).toEqual(sorted);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a detection episode', () => {
  it('draws shapes that no training set may hold, another for another seed', async () => {
    const instances = await Promise.all(
      [1, 2, 3].map(async (seed) => {
        const { trajectory } = await run([], 'detection/car', seed);
        return trajectory.rows[trajectory.names.indexOf('instance')] as number;
      }),
    );
    expect(new Set(instances).size).toBe(3);
    expect(Math.min(...instances)).toBeGreaterThanOrEqual(FIRST_UNSEEN_INSTANCE);
  });

  it('draws the class from the seed in detection/all', async () => {
    const classes = new Set<number>();
    for (let seed = 0; seed < 20; seed++) {
      const { trajectory } = await run([], 'detection/all', seed);
      classes.add(trajectory.rows[trajectory.names.indexOf('classIndex')] as number);
    }
    expect(classes.size).toBeGreaterThan(5);
  });
});

describe('the true box', () => {
  const renderer = openHeadlessRenderer({ route: 'swiftshader' });
  afterAll(() => renderer.close());
  const size = 160;
  const camera = { widthPx: size, heightPx: size, rgb: false, depth: false, semantic: true };
  const look = (scene: Scene) => {
    const shot = detectionShot({ name: 'chair', instance: 5, scene });
    return { sight: shot.sight(1), truth: objectTruth(renderer.render(shot.picture, shot.pose, camera, 0)) };
  };

  it.each([
    { cameraPitchDeg: 0, cameraAzimuthDeg: 90, ground: 'meadow' },
    { cameraPitchDeg: 30, cameraAzimuthDeg: -120, cameraDistanceM: 8 },
    { cameraPitchDeg: 51.6, cameraAzimuthDeg: 10, cameraDistanceM: 14.5 },
  ])('agrees with the drawn classes to a pixel at %o', (scene) => {
    const { sight, truth } = look(scene as unknown as Scene);
    for (const side of ['left', 'top', 'right', 'bottom'] as const) {
      expect(Math.abs(sight.box[side] - (truth.box?.[side] ?? 9)) * size).toBeLessThan(1.6);
    }
  });

  it('knows how much a hoarding leaves to be seen', () => {
    const open = look({});
    const half = look({ occluderCover: 0.5, occluderOffset: 1 });
    expect(half.sight.box).toEqual(open.sight.box);
    const drawn = half.truth.pixels / open.truth.pixels;
    expect(half.sight.visibleShare).toBeGreaterThan(0.2);
    expect(Math.abs(half.sight.visibleShare - drawn)).toBeLessThan(0.05);
  });
});
