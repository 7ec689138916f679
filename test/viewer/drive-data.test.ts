import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pursue } from '../../agents/pure-pursuit.ts';
import {
  AT_REST,
  type Controls,
  HANDS_OFF,
  type Intent,
  moveControls,
  PRESS_PER_S,
  steerReach,
  strongest,
} from '../../server/viewer/drive/controls.ts';
import { DEAD_ZONE, type Pad, padIntent, shaped } from '../../server/viewer/drive/gamepad.ts';
import { Keys } from '../../server/viewer/drive/keys.ts';
import { PoseTrack, type SeenPose } from '../../server/viewer/drive/pose-track.ts';
import { type Agent, createTask, EpisodeRunner, type Observation, type Truth } from '../../sim/index.ts';

const unit = fc.double({ min: -1, max: 1, noNaN: true });
const intents: fc.Arbitrary<Intent> = fc.record({
  steer: unit,
  gas: unit,
  brake: unit,
  analogue: fc.boolean(),
});

function held(intent: Partial<Intent>, seconds: number, from: Controls = AT_REST, speedMps = 0): Controls {
  let now = from;
  for (let t = 0; t < seconds - 1e-9; t += 0.01) {
    now = moveControls(now, { ...HANDS_OFF, ...intent }, { speedMps, stepS: 0.01 });
  }
  return now;
}

describe('wheel and pedals', () => {
  it('never leave the limits of the action, whatever is meant', () => {
    const moments = fc.array(fc.tuple(intents, fc.double({ min: 0, max: 0.5, noNaN: true })));
    fc.assert(
      fc.property(moments, fc.double({ min: 0, max: 40, noNaN: true }), (wishes, speedMps) => {
        let now: Controls = AT_REST;
        for (const [intent, stepS] of wishes) {
          now = moveControls(now, intent, { speedMps, stepS });
          expect(Math.abs(now.steer)).toBeLessThanOrEqual(1);
          for (const pedal of [now.gas, now.brake]) {
            expect(pedal).toBeGreaterThanOrEqual(0);
            expect(pedal).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('take time to turn, and come back to the middle by themselves', () => {
    const turned = held({ steer: 1 }, 0.2);
    expect(turned.steer).toBeGreaterThan(0.3);
    expect(turned.steer).toBeLessThan(0.4);
    expect(held({ steer: 1 }, 2).steer).toBe(1);
    expect(held({}, 0.1, turned).steer).toBeLessThan(turned.steer);
    expect(held({}, 1, turned).steer).toBe(0);
    expect(held({ gas: 1 }, 0.1).gas).toBeCloseTo(0.1 * PRESS_PER_S);
  });

  it('depend on time, not on how often the page draws', () => {
    const fine = held({ steer: 1, gas: 1 }, 0.3);
    const coarse = moveControls(AT_REST, { ...HANDS_OFF, steer: 1, gas: 1 }, { speedMps: 0, stepS: 0.3 });
    expect(coarse.steer).toBeCloseTo(fine.steer);
    expect(coarse.gas).toBeCloseTo(fine.gas);
  });

  it('reach less of the wheel at speed, and all of it at walking pace', () => {
    expect(steerReach(1)).toBe(1);
    expect(steerReach(8)).toBeLessThan(0.5);
    expect(steerReach(20)).toBeLessThan(steerReach(8));
    expect(held({ steer: -1 }, 2, AT_REST, 8).steer).toBeCloseTo(-steerReach(8));
  });

  it('lift the gas while the brake is meant', () => {
    expect(held({ gas: 1, brake: 1 }, 1)).toMatchObject({ gas: 0, brake: 1 });
  });

  it('follow the strongest hand', () => {
    const pad = { steer: 0.4, gas: 0, brake: 0.5, analogue: true };
    const keys = { steer: -1, gas: 1, brake: 0, analogue: false };
    expect(strongest([pad, keys])).toEqual({ steer: -1, gas: 1, brake: 0.5, analogue: false });
    expect(strongest([])).toEqual(HANDS_OFF);
  });
});

/** Steers as the expert would, but by keys, which are held or not, and two steps late. */
function lateOnKeys(): Agent {
  let now: Controls = AT_REST;
  const seen: { readonly steer: number; readonly fasterMps: number }[] = [];
  const drive = ({ truth, speedMps }: Observation): readonly number[] => {
    const { progressM, routeSpeedMps, routeStepM } = truth as Truth;
    const ahead = Math.round((progressM + speedMps * 0.6) / routeStepM);
    const goalMps = routeSpeedMps[Math.min(routeSpeedMps.length - 1, ahead)] as number;
    seen.push({ steer: pursue(truth as Truth, speedMps)[0] as number, fasterMps: goalMps - speedMps });
    const { steer, fasterMps } = (seen.length > 2 ? seen.shift() : seen[0]) as (typeof seen)[number];
    for (let frame = 0; frame < 6; frame++) {
      const side = Math.sign(steer);
      const held = Math.abs(steer) > 0.03 && (steer - now.steer) * side > 0.03 ? side : 0;
      const intent = { steer: held, gas: Number(fasterMps > 0.3), brake: Number(fasterMps < -1) };
      now = moveControls(now, { ...intent, analogue: false }, { speedMps, stepS: 0.1 / 6 });
    }
    return [now.steer, now.gas, now.brake];
  };
  return {
    name: 'late-on-keys',
    version: '1',
    needs: { camera: null, truth: true },
    reset() {
      now = AT_REST;
      seen.length = 0;
    },
    act: (batch) => batch.map(drive),
  };
}

describe('a car on keys', () => {
  it.each(['driving/one-curve', 'driving/navigation', 'driving/anywhere'])(
    'comes to its goal in %s, though hands are a fifth of a second late',
    async (id) => {
      const task = createTask(id);
      const runner = new EpisodeRunner({ task, agent: lateOnKeys(), renderer: null, seats: 1 });
      for (const seed of [1, 2, 3]) {
        const { score } = await runner.run({ scene: {}, seed });
        expect(score).toMatchObject({ reason: 'goal', failed: false });
        expect(score.terms.wrongLaneS).toBe(0);
      }
    },
  );
});

describe('keys', () => {
  const press = (page: EventTarget, code: string, type = 'keydown', more: object = {}) => {
    const event = Object.assign(new Event(type, { cancelable: true }), { code, ...more });
    page.dispatchEvent(event);
    return event;
  };

  it('mean the same as arrows and as WASD', () => {
    for (const [gas, left] of [
      ['ArrowUp', 'ArrowLeft'],
      ['KeyW', 'KeyA'],
    ] as const) {
      const page = new EventTarget();
      const keys = new Keys(page, page);
      expect(press(page, gas).defaultPrevented).toBe(true);
      press(page, left);
      expect(keys.intent()).toEqual({ steer: 1, gas: 1, brake: 0, analogue: false });
      press(page, left, 'keyup');
      press(page, 'ArrowRight');
      press(page, 'Space');
      expect(keys.intent()).toMatchObject({ steer: -1, brake: 1 });
      keys.close();
    }
  });

  it('are let go of when the window loses the keyboard or is hidden', () => {
    for (const loss of ['blur', 'visibilitychange']) {
      const page = new EventTarget();
      const keys = new Keys(page, page);
      press(page, 'ArrowUp');
      page.dispatchEvent(new Event(loss));
      expect(keys.intent()).toEqual(HANDS_OFF);
      keys.close();
    }
  });

  it("leave the browser's shortcuts and other keys alone", () => {
    const page = new EventTarget();
    const keys = new Keys(page, page);
    expect(press(page, 'KeyW', 'keydown', { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(press(page, 'Tab').defaultPrevented).toBe(false);
    expect(keys.intent()).toEqual(HANDS_OFF);
    keys.close();
  });
});

describe('a gamepad', () => {
  const pad = (axes: readonly number[], pressed: Readonly<Record<number, number>> = {}): Pad => ({
    connected: true,
    axes,
    buttons: Array.from({ length: 17 }, (_, i) => ({
      value: pressed[i] ?? 0,
      pressed: (pressed[i] ?? 0) > 0.1,
    })),
  });

  it('steers with the left stick: right on the stick is right on the road', () => {
    expect(padIntent([pad([1, 0])])).toEqual({ steer: -1, gas: 0, brake: 0, analogue: true });
    expect(padIntent([pad([-1, 0])])?.steer).toBe(1);
  });

  it('presses pedals as far as the triggers are', () => {
    expect(padIntent([pad([0], { 7: 0.4 })])).toMatchObject({ gas: 0.4, brake: 0 });
    expect(padIntent([pad([0], { 6: 0.7 })])).toMatchObject({ gas: 0, brake: 0.7 });
    expect(padIntent([pad([0], { 0: 1, 1: 1 })])).toMatchObject({ gas: 1, brake: 1 });
  });

  it('can be driven with the cross', () => {
    expect(padIntent([pad([0], { 14: 1 })])).toMatchObject({ steer: 1, analogue: false });
    expect(padIntent([pad([0], { 15: 1 })])).toMatchObject({ steer: -1, analogue: false });
  });

  it('at rest leaves the wheel to others', () => {
    expect(padIntent([null, pad([DEAD_ZONE * 0.9])])).toBeNull();
    expect(padIntent([{ ...pad([1]), connected: false }])).toBeNull();
    expect(padIntent([])).toBeNull();
    expect(padIntent([pad([])])).toBeNull();
  });

  it('has a stick without a jump at the edge of its dead zone', () => {
    expect(shaped(DEAD_ZONE)).toBe(0);
    expect(shaped(DEAD_ZONE + 0.01)).toBeLessThan(0.02);
    expect(shaped(Number.NaN)).toBe(0);
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        expect(shaped(-a)).toBeCloseTo(-shaped(a));
        if (a < b) expect(shaped(a)).toBeLessThanOrEqual(shaped(b));
      }),
    );
    expect(shaped(1)).toBe(1);
  });
});

describe('the car on the screen', () => {
  const STEP_S = 0.1;
  /** 10 m/s to the east, turning left. */
  const pose = (step: number): SeenPose => ({
    timeS: step * STEP_S,
    xM: step,
    yM: 0,
    headingRad: step * 0.1,
    speedMps: 10,
    progressM: step,
  });

  it('moves evenly between the poses it is told', () => {
    const track = new PoseTrack(STEP_S);
    expect(track.at(0)).toBeNull();
    const xs: number[] = [];
    for (let ms = 0; ms < 2_000; ms += 10) {
      if (ms % 100 === 0) track.add(pose(ms / 100), 5 + ms / 1000);
      xs.push(track.at(5 + ms / 1000)?.xM as number);
    }
    const moves = xs.slice(50).map((x, i) => x - (xs[49 + i] as number));
    for (const move of moves) expect(move).toBeCloseTo(0.1, 5);
  });

  it('never goes back nor ahead of what is known, however late poses come', () => {
    const delays = fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(delays, (late) => {
        const track = new PoseTrack(STEP_S);
        // In order, as a socket delivers.
        let arrival = 0;
        const arrivals = late.map((ms, step) => {
          arrival = Math.max(arrival, step * 100 + ms);
          return arrival;
        });
        let told = 0;
        let before = Number.NEGATIVE_INFINITY;
        for (let ms = 0; ms <= arrival + 500; ms += 10) {
          while (told < arrivals.length && (arrivals[told] as number) <= ms)
            track.add(pose(told++), ms / 1000);
          const seen = track.at(ms / 1000);
          if (seen === null) continue;
          expect(seen.xM).toBeGreaterThanOrEqual(before);
          expect(seen.xM).toBeLessThanOrEqual(told - 1 + 1e-9);
          before = seen.xM;
        }
        expect(before).toBeCloseTo(late.length - 1);
      }),
    );
  });

  it('turns the short way round', () => {
    const track = new PoseTrack(STEP_S);
    track.add({ ...pose(0), headingRad: Math.PI - 0.1 }, 0);
    track.add({ ...pose(1), headingRad: -Math.PI + 0.1 }, 0.1);
    const half = track.at(0.18)?.headingRad as number;
    expect(Math.cos(half)).toBeLessThan(Math.cos(Math.PI - 0.1) + 1e-9);
  });
});
