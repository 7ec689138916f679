import { Body, Box, type GSSolver, Plane, Vec3, World } from 'cannon-es';
import { PurePursuitAgent } from '../agents/index.ts';
import { createTask, EpisodeRunner } from '../sim/index.ts';
import { pairwise, type Ratio, ratioOf } from './measure.ts';

const EPISODES = 40;
const SUBSTEPS = 12;

/** (b) What a state-only closed loop costs over stepping a bare cannon-es world with the car's box on the ground. */
export async function stateLoop(): Promise<Ratio> {
  const task = createTask('driving/navigation');
  const runner = new EpisodeRunner({ task, agent: new PurePursuitAgent(), renderer: null, seats: 8 });
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
      for (let k = 0; k < (steps / EPISODES) * SUBSTEPS; k++) world.step(1 / 120);
    }
  };
  const { aMs, bMs, ratio } = await pairwise(7, closedLoop, bare);
  return ratioOf({
    name: 'state-loop',
    question: 'state-only closed loop (car, tyres, route, score, agent, trajectory) over bare world.step',
    target: { atMost: 2 },
    ratio,
    sides: { closedLoopUsPerStep: (aMs / steps) * 1000, bareUsPerStep: (bMs / steps) * 1000 },
    note: `${EPISODES} episodes of ${task.id} with pure-pursuit, laying the scene included; a step is ${SUBSTEPS} physics steps`,
  });
}

/** A box of the car's size gliding just above a ground plane, as the simulator's cannon world holds it. */
function bareWorld(): World {
  const world = new World({ gravity: new Vec3(0, 0, 0) });
  world.broadphase.useBoundingBoxes = true;
  (world.solver as GSSolver).iterations = 5;
  const ground = new Body({ type: Body.STATIC, shape: new Plane() });
  const car = new Body({
    mass: 1300,
    shape: new Box(new Vec3(2.1, 0.9, 0.6)),
    linearDamping: 0,
    angularDamping: 0,
  });
  car.position.set(0, 0, 0.8);
  car.velocity.set(12, 0, 0);
  world.addBody(ground);
  world.addBody(car);
  return world;
}
