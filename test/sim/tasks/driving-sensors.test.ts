import { describe, expect, it } from 'vitest';
import { PurePursuitAgent } from '../../../agents/index.ts';
import type { Observation, Readings } from '../../../sim/agent.ts';
import { createTask, EpisodeRunner, type Sensors } from '../../../sim/index.ts';

const SENSORS: Sensors = {
  roof: { kind: 'lidar', channels: 4, lowestDeg: -15, highestDeg: 5, azimuthSteps: 90, dropout: 0.1 },
  imu: { kind: 'imu' },
  gnss: { kind: 'gnss', rateHz: 5 },
};

/** The privileged driver, which also asks for sensors and keeps what they show. */
class Watcher extends PurePursuitAgent {
  override readonly needs: { camera: null; truth: boolean; sensors: Sensors | undefined };
  readonly seen: Readings[] = [];
  readonly speedsMps: number[] = [];

  constructor(sensors: Sensors | undefined) {
    super();
    this.needs = { camera: null, truth: true, sensors };
  }

  override act(batch: readonly Observation[]) {
    for (const { readings, speedMps } of batch) {
      this.speedsMps.push(speedMps);
      if (readings === undefined) continue;
      this.seen.push(Object.fromEntries(Object.entries(readings).map(([name, row]) => [name, row.slice()])));
    }
    return super.act(batch);
  }
}

async function drive(sensors: Sensors | undefined, id = 'driving/one-curve') {
  const agent = new Watcher(sensors);
  const runner = new EpisodeRunner({ task: createTask(id), agent, renderer: null, seats: 1 });
  const record = await runner.run({ scene: { rain: 0.5, fogDensityPerM: 0.01 }, seed: 7 });
  return { record, agent };
}

describe('a drive with sensors', () => {
  it('is the drive without them, to the bit, and shows the same bits each time', async () => {
    const without = await drive(undefined);
    const one = await drive(SENSORS);
    const two = await drive(SENSORS);
    expect(without.agent.seen).toHaveLength(0);
    expect(one.record).toEqual(without.record);
    expect(one.agent.seen).toHaveLength(one.record.score.steps);
    expect(two.agent.seen).toEqual(one.agent.seen);
  });

  it('shows the same numbers of one sensor whatever the others are', async () => {
    const all = await drive(SENSORS);
    const alone = await drive({ gnss: SENSORS.gnss as Sensors[string] });
    expect(alone.agent.seen.map(({ gnss }) => gnss)).toEqual(all.agent.seen.map(({ gnss }) => gnss));
  });

  it('shows readings of the shape and bounds that were told', async () => {
    const { agent } = await drive(SENSORS);
    const specs = createTask('driving/one-curve').readings?.(agent.needs) ?? [];
    expect(specs.map(({ name }) => name)).toEqual(['roof', 'imu', 'gnss']);
    for (const { name, shape, low, high } of specs) {
      for (const shown of agent.seen) {
        const row = shown[name] as Float64Array;
        expect(row).toHaveLength(shape.reduce((product, side) => product * side, 1));
        expect(row.every((v) => v >= (low ?? -Infinity) && v <= (high ?? Infinity))).toBe(true);
      }
    }
    const [first] = agent.seen;
    expect(first?.roof?.some((v) => v > 0)).toBe(true);
  });

  it('shows an exact inertial unit that adds up to the change of speed', async () => {
    const exact = { gyroNoiseDegpsRtHz: 0, accelNoiseMps2RtHz: 0, gyroBiasDegps: 0, accelBiasMps2: 0 };
    const { agent } = await drive({ imu: { kind: 'imu', ...exact } }, 'driving/straight');
    const steps = 30;
    const gained = agent.seen.slice(1, steps).reduce((sum, { imu }) => sum + 0.1 * (imu?.[3] as number), 0);
    // The car squats by a few thousandths of a radian, which shows as a share of gravity.
    expect(Math.abs(gained - (agent.speedsMps[steps - 1] as number))).toBeLessThan(0.5);
  });
});

describe('a task without sensors', () => {
  it('refuses an agent that asks for them, by name', async () => {
    const agent = new Watcher({ roof: { kind: 'lidar' } });
    const task = { ...createTask('driving/straight'), id: 'bare' };
    delete (task as { readings?: unknown }).readings;
    const runner = new EpisodeRunner({ task, agent, renderer: null, seats: 1 });
    await expect(runner.run({ scene: {}, seed: 1 })).rejects.toMatchObject({ kind: 'usage', got: 'roof' });
  });
});
