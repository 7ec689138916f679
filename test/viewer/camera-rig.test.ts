import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CAMERA_MODES,
  type CameraMode,
  CameraRig,
  newFollowing,
  shortWay,
} from '../../server/viewer/stage/camera-rig.ts';
import { FramePace } from '../../server/viewer/stage/frame-pace.ts';
import { panelBoxes } from '../../server/viewer/stage/panel-layout.ts';
import type { StageFrame } from '../../server/viewer/stage/stage-source.ts';
import { createTask, type Retrace } from '../../sim/index.ts';

const retrace = createTask('driving/one-curve').retrace?.({}, 3) as Retrace;

describe('the camera rig', () => {
  it('keeps the car in the middle of the view in chase and orbit, however it is turned', () => {
    const turn = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom<CameraMode>('chase', 'orbit'),
        turn,
        turn,
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (mode, azimuth, elevation, zoom, headingRad) => {
          const rig = new CameraRig();
          rig.mode = mode;
          rig.turn(azimuth, elevation);
          rig.zoom(zoom);
          const pose = rig.pose(frame(headingRad), 1.6, newFollowing());
          const focus = frame(headingRad).focus as NonNullable<StageFrame['focus']>;
          const awayM = Math.hypot(pose.xM - focus.xM, pose.yM - focus.yM);
          const towards = Math.atan2(focus.yM - pose.yM, focus.xM - pose.xM);
          if (awayM > 0.01) expect(shortWay(pose.headingRad, towards)).toBeCloseTo(0, 6);
          expect(Math.atan2(focus.zM + 1 - pose.zM, awayM)).toBeCloseTo(pose.pitchRad, 6);
          expect(pose.zM).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('stands behind the car at once after a jump in time, and turns after it little by little', () => {
    const rig = new CameraRig();
    const following = newFollowing();
    expect(shortWay(rig.pose(frame(2, 0), 1.6, following).headingRad, 2)).toBeCloseTo(0, 9);
    const later = rig.pose(frame(2.5, 0.1), 1.6, following).headingRad;
    expect(shortWay(2, later)).toBeGreaterThan(0);
    expect(shortWay(2, later)).toBeLessThan(0.5);
    expect(shortWay(rig.pose(frame(-1, 9), 1.6, following).headingRad, -1)).toBeCloseTo(0, 9);
  });

  it('shows the whole route on the map, with north up', () => {
    const rig = new CameraRig();
    rig.mode = 'top';
    for (const aspect of [0.5, 1, 2.5]) {
      const pose = rig.pose(frame(0), aspect, newFollowing());
      const [minX, minY, maxX, maxY] = frame(0).picture.stage.boundsM;
      const halfWidthM = pose.zM * Math.tan((pose.horizontalFovDeg * Math.PI) / 360);
      expect(pose.pitchRad).toBeCloseTo(-Math.PI / 2, 9);
      expect(halfWidthM).toBeGreaterThan((maxX - minX) / 2);
      expect(halfWidthM / aspect).toBeGreaterThan((maxY - minY) / 2);
    }
  });

  it('stands nearer to a drone than to a car, which it would lose from sight', () => {
    const away = (task: string) => {
      const drawn = createTask(task).retrace?.({}, 1) as Retrace;
      const picture = drawn.picture(drawn.start, 0);
      const focus = picture.movers[0] as NonNullable<StageFrame['focus']>;
      const seen = { picture, focus, agentCamera: null, ribbon: null, routeXyM: drawn.routeXyM };
      const pose = new CameraRig().pose(seen, 1.6, newFollowing());
      return Math.hypot(pose.xM - focus.xM, pose.yM - focus.yM);
    };
    expect(away('uav/3-anchors')).toBeLessThan(away('driving/one-curve') / 2);
  });

  it('shows the course on its map, and not the whole airfield', () => {
    const drawn = createTask('uav/3-anchors').retrace?.({}, 1) as Retrace;
    const picture = drawn.picture(drawn.start, 0);
    const rig = new CameraRig();
    rig.mode = 'top';
    const seen = { picture, focus: null, agentCamera: null, ribbon: null, routeXyM: drawn.routeXyM };
    const pose = rig.pose(seen, 1, newFollowing());
    const halfWidthM = pose.zM * Math.tan((pose.horizontalFovDeg * Math.PI) / 360);
    const xs = Array.from(drawn.routeXyM as Float64Array).filter((_, i) => i % 2 === 0);
    const halfCourseM = (Math.max(...xs) - Math.min(...xs)) / 2;
    expect(halfWidthM).toBeGreaterThan(halfCourseM);
    expect(halfWidthM).toBeLessThan(halfCourseM + 25);
  });

  it("is the agent's own camera where it looks through its eye", () => {
    const rig = new CameraRig();
    rig.mode = 'agent';
    expect(rig.pose(frame(0), 1, newFollowing())).toEqual(frame(0).agentCamera);
  });

  it('says by its version when the picture would change, and only then', () => {
    for (const mode of CAMERA_MODES) {
      const rig = new CameraRig();
      rig.mode = mode;
      const { version } = rig;
      rig.mode = mode;
      expect(rig.version).toBe(version);
      rig.turn(0.1, 0);
      expect(rig.version > version).toBe(mode !== 'agent');
    }
  });
});

describe('the pace of drawing', () => {
  it('lowers the resolution until frames are short, but never below three tenths', () => {
    const pace = new FramePace({ first: 1, highest: 1 });
    // A machine whose frames cost 200 ms at full resolution.
    let nowMs = 0;
    for (let i = 0; i < 200; i++) {
      nowMs += Math.max(16, 200 * pace.ratio * pace.ratio);
      pace.drawn(nowMs);
    }
    expect(pace.ratio).toBeLessThan(0.45);
    expect(200 * pace.ratio * pace.ratio).toBeLessThan(34);
    const slow = new FramePace({ first: 1, highest: 1 });
    for (let i = 0; i < 200; i++) slow.drawn(i * 300);
    expect(slow.ratio).toBeCloseTo(0.3, 9);
  });

  it('raises it again when frames are cheap, up to the pixels of the screen', () => {
    const pace = new FramePace({ first: 0.5, highest: 2 });
    for (let i = 0; i < 2_000; i++) pace.drawn(i * 16);
    expect(pace.ratio).toBe(2);
  });

  it('learns nothing from the time in which nothing moved', () => {
    const pace = new FramePace({ first: 1, highest: 1 });
    for (let i = 0; i < 100; i++) {
      pace.drawn(i * 500);
      pace.rest();
    }
    expect(pace.ratio).toBe(1);
  });
});

describe('the panels of a stage', () => {
  it('lie inside it side by side without overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 200, max: 2_000 }),
        fc.integer({ min: 200, max: 2_000 }),
        (count, width, height) => {
          const boxes = panelBoxes(count, width, height);
          expect(boxes).toHaveLength(count);
          for (const [i, a] of boxes.entries()) {
            expect(a.left + a.width).toBeLessThanOrEqual(width + 1e-6);
            expect(a.top + a.height).toBeLessThanOrEqual(height + 1e-6);
            for (const b of boxes.slice(i + 1)) {
              const apartX = a.left + a.width <= b.left || b.left + b.width <= a.left;
              const apartY = a.top + a.height <= b.top || b.top + b.height <= a.top;
              expect(apartX || apartY).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('stand one above the other on a phone and beside each other on a desktop', () => {
    expect(panelBoxes(2, 390, 600)[1]?.left).toBe(0);
    expect(panelBoxes(2, 1200, 400)[1]?.top).toBe(0);
  });
});

function frame(headingRad: number, timeS = 0): StageFrame {
  const row = Float64Array.from(retrace.start);
  row[2] = headingRad;
  const picture = retrace.picture(row, timeS);
  return {
    picture,
    focus: picture.movers[0] ?? null,
    agentCamera: retrace.cameraPose(row),
    ribbon: null,
    routeXyM: retrace.routeXyM,
  };
}
