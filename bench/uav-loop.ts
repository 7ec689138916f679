import { Body, Box, type GSSolver, Plane, Vec3, World } from 'cannon-es';
import { UavPdAgent } from '../agents/index.ts';
import { layGateTrack } from '../sim/geometry/gate-track.ts';
import { createTask, EpisodeRunner } from '../sim/index.ts';
import { PHYSICS_STEP_S, QuadrotorWorld } from '../sim/world/quadrotor-world.ts';
import { STILL_AIR } from '../sim/world/wind.ts';
import { pairwise, type Ratio, ratioOf } from './measure.ts';

const EPISODES = 20;

/** What a closed loop of a race costs over stepping a bare cannon-es world with the drone's box in the air. */
export async function uavLoop(): Promise<Ratio> {
  const task = createTask('uav/5-anchors');
  const substeps = Math.round(task.controlStepS / PHYSICS_STEP_S);
  const runner = new EpisodeRunner({ task, agent: new UavPdAgent(), renderer: null, seats: 8 });
  let steps = 0;
  const closedLoop = async () => {
    const records = await Promise.all(
      Array.from({ length: EPISODES }, (_, i) => runner.run({ scene: {}, seed: 500 + i })),
    );
    steps = records.reduce((sum, { score }) => sum + score.steps, 0);
  };
  await closedLoop();
  const bare = () => {
    for (let episode = 0; episode < EPISODES; episode++) {
      const world = bareWorld();
      for (let k = 0; k < (steps / EPISODES) * substeps; k++) world.step(PHYSICS_STEP_S);
    }
  };
  const { aMs, bMs, ratio } = await pairwise(7, closedLoop, bare);
  return ratioOf({
    name: 'uav-loop',
    question:
      'closed loop of a race (drone, rotors, flight controller, gates, score, agent, trajectory) over bare world.step',
    target: { atMost: 2 },
    ratio,
    sides: { closedLoopUsPerStep: (aMs / steps) * 1000, bareUsPerStep: (bMs / steps) * 1000 },
    note: `${EPISODES} laps of ${task.id} with uav-pd, laying the course included; a step is ${substeps} physics steps`,
  });
}

/** What twelve gates cost over none, for a drone that flies round among them. */
export async function uavGates(): Promise<Ratio> {
  const circle = Array.from({ length: 4 }, (_, i) => {
    const angle = (Math.PI * i) / 2;
    return [16 * Math.cos(angle), 16 * Math.sin(angle), 3] as const;
  });
  const { gates } = layGateTrack({ anchors: circle, gateCount: 12, openingM: 2.4, rollRad: 0 });
  const steps = 4000;
  const fly = (among: typeof gates) => () => {
    for (let lap = 0; lap < steps / 400; lap++) {
      const world = new QuadrotorWorld({
        gates: among,
        wind: STILL_AIR,
        seed: 1,
        start: { xM: 16, yM: 0.5, zM: 3, headingRad: Math.PI / 2 },
        commandStepS: 0.04,
      });
      const { body } = world.quadrotor;
      for (let k = 0; k < 400; k++) {
        // Carried round the circle through every gate, so that both sides fly the same way.
        const angle = (2 * Math.PI * k) / 400;
        body.position.set(16 * Math.cos(angle), 16 * Math.sin(angle), 3);
        body.velocity.set(-6 * Math.sin(angle), 6 * Math.cos(angle), 0);
        world.advance({ rollRad: 0, pitchRad: 0, yawRateRadps: 0, thrust: 0.2925 });
      }
    }
  };
  const { aMs, bMs, ratio } = await pairwise(7, fly(gates), fly([]));
  return ratioOf({
    name: 'uav-gates',
    question: 'a drone among twelve gates over one in empty air',
    target: { atMost: 2.5 },
    ratio,
    sides: { gatesUsPerStep: (aMs / steps) * 1000, emptyUsPerStep: (bMs / steps) * 1000 },
    note: `${steps} control steps of 0.04 s on a circle of 16 m radius through every gate`,
  });
}

/** A box of the drone's size in the air above a ground plane. */
function bareWorld(): World {
  const world = new World({ gravity: new Vec3(0, 0, 0) });
  world.broadphase.useBoundingBoxes = true;
  (world.solver as GSSolver).iterations = 5;
  const ground = new Body({ type: Body.STATIC, shape: new Plane() });
  const drone = new Body({
    mass: 0.716,
    shape: new Box(new Vec3(0.235, 0.235, 0.06)),
    linearDamping: 0,
    angularDamping: 0,
  });
  drone.position.set(0, 0, 3);
  drone.velocity.set(6, 0, 0);
  world.addBody(ground);
  world.addBody(drone);
  return world;
}
