import { describe, expect, it } from 'vitest';
import { PurePursuitAgent, PursuitIdmAgent } from '../../../../agents/index.ts';
import {
  type Agent,
  createTask,
  type EpisodeRecord,
  EpisodeRunner,
  Rng,
  type Scene,
} from '../../../../sim/index.ts';
import { TRAFFIC_TRACE_NAMES } from '../../../../sim/tasks/traffic/traffic-episode.ts';
import { REACTION_S } from '../../../../sim/tasks/traffic/traffic-watch.ts';
import { CAR, GRAVITY_MPS2 } from '../../../../sim/world/car.ts';
import { ACTOR_SIZES, type ActorKind } from '../../../../sim/world/traffic/actor.ts';
import { type Body, emptyBody, placeBody, touch } from '../../../../sim/world/traffic/body.ts';

const task = createTask('driving/traffic');
const space = task.spaces.get('traffic') as NonNullable<ReturnType<typeof task.spaces.get>>;

function run(agent: Agent, scene: Scene, seed: number, of = task): Promise<EpisodeRecord> {
  return new EpisodeRunner({ task: of, agent, renderer: null, seats: 1 }).run({ scene, seed });
}

function randomScene(seed: number): Scene {
  const rng = new Rng(seed, 'scenes');
  return space.decode(space.axes.map(() => rng.range(-1, 1)));
}

function lastRow({ trajectory: { names, rows } }: EpisodeRecord): ArrayLike<number> {
  // The columns of a log are the action's, then the task's.
  return rows.slice(rows.length - names.length + task.action.names.length);
}

function boxOf(kind: ActorKind | null, xM: number, yM: number, headingRad: number): Body {
  const { lengthM, widthM } = kind === null ? CAR : ACTOR_SIZES[kind];
  const body = emptyBody(lengthM / 2, widthM / 2);
  placeBody(body, xM, yM, headingRad);
  return body;
}

describe('an accident', () => {
  it('is with somebody whose box touches the car, of the kind that is named, struck where it is said', async () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const scene = randomScene(seed);
      const record = await run(new PurePursuitAgent(), scene, seed);
      const [ending, kind] = record.score.reason.split(':') as [string, ActorKind];
      const { hitByEgo, hitByOther, minDistanceM, minTtcS } = record.score.terms as Record<string, number>;
      if (ending !== 'collision') {
        expect(minDistanceM).toBeGreaterThan(0);
        expect([hitByEgo, hitByOther]).toEqual([0, 0]);
        continue;
      }
      kinds.add(kind);
      expect([minDistanceM, minTtcS]).toEqual([0, 0]);
      const row = lastRow(record);
      const retrace = task.retrace?.(scene, seed);
      const [ego, ...others] = retrace?.picture(row, 0).movers ?? [];
      if (ego === undefined) throw new Error('the car is in its own picture');
      const mine = boxOf(null, ego.xM, ego.yM, ego.headingRad);
      const touched = others.filter((it) => {
        return touch(mine, boxOf(it.kind as ActorKind, it.xM, it.yM, it.headingRad), 0.3);
      });
      expect(touched.map((it) => it.kind)).toContain(kind);
      const it = touched.find((each) => each.kind === kind) as (typeof touched)[number];
      const [dx, dy] = [it.xM - ego.xM, it.yM - ego.yM];
      // Whoever struck with its front has the other ahead of its middle.
      if (hitByEgo === 1)
        expect(dx * Math.cos(ego.headingRad) + dy * Math.sin(ego.headingRad)).toBeGreaterThan(0);
      if (hitByOther === 1)
        expect(dx * Math.cos(it.headingRad) + dy * Math.sin(it.headingRad)).toBeLessThan(0);
    }
    expect(kinds.size).toBeGreaterThan(1);
  });

  it.each([8, 10, 17, 22, 28])(
    'with a person who steps out %i m ahead was avoidable if the stopping distance is less',
    async (pedestrianGapM) => {
      for (let walkMps = 3; walkMps > 0.8; walkMps -= 0.1) {
        const scene = { pedestrianGapM, pedestrianSpeedMps: walkMps, leadGapM: 40, leadSpeedMps: 9 };
        const record = await run(new PurePursuitAgent(), scene, 2);
        if (record.score.reason !== 'collision:pedestrian') continue;
        const speedMps = lastRow(record)[TRAFFIC_TRACE_NAMES.indexOf('speedMps')] as number;
        // Dry road: friction 0.9.
        const stoppingM = speedMps * REACTION_S + (speedMps * speedMps) / (2 * 0.9 * GRAVITY_MPS2);
        expect(Math.abs(stoppingM - pedestrianGapM)).toBeGreaterThan(1.5);
        expect(record.score.terms.avoidable).toBe(Number(stoppingM < pedestrianGapM));
        return;
      }
      expect.fail('nobody was run over');
    },
  );

  it('counts as the end of the route where it was unavoidable and the task leaves those out', async () => {
    const lenient = createTask('driving/traffic:avoidable');
    const met = { spared: 0, blamed: 0 };
    for (let seed = 0; seed < 60 && (met.spared < 2 || met.blamed < 2); seed++) {
      const scene = {
        ...randomScene(seed),
        oncomingIntrusionM: 1.9,
        pedestrianGapM: seed % 2 === 0 ? 6 : 20,
      };
      const agent = () => (seed % 2 === 0 ? new PursuitIdmAgent() : new PurePursuitAgent());
      const { score } = await run(agent(), scene, seed);
      if (!score.reason.startsWith('collision')) continue;
      const other = (await run(agent(), scene, seed, lenient)).score;
      expect(score.failed).toBe(true);
      expect(other.terms.avoidable).toBe(score.terms.avoidable);
      // Who was hit is said all the same.
      expect(other.reason).toBe(score.reason);
      if (score.terms.avoidable === 1) {
        expect(other).toEqual(score);
        met.blamed++;
      } else {
        expect(other.failed).toBe(false);
        expect(other.terms.routeCompletion).toBe(1);
        met.spared++;
      }
    }
    expect(met.spared).toBeGreaterThan(0);
    expect(met.blamed).toBeGreaterThan(0);
  });
});
