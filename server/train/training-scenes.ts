import { Rng, type Scene } from '../../sim/index.ts';

/** What the shipped agent sees in training: a share of episodes of each task. */
const TASK_SHARES: readonly (readonly [string, number])[] = [
  ['driving/anywhere', 0.6],
  ['driving/navigation', 0.2],
  ['driving/one-curve', 0.1],
  ['driving/straight', 0.1],
];

/** The weathers met in training; the other named weathers are left for the attack to find. */
const TRAINING_WEATHERS = ['ClearNoon', 'ClearNoon', 'ClearNoon', 'WetNoon'] as const;

export interface TrainingEpisode {
  readonly task: string;
  readonly scene: Scene;
  readonly seed: number;
}

/**
 * The training domain: the design camera with small mounting errors, fair weather with some
 * variety of light, roads a little worn. Training seeds lie above 2^32, where no derived seed
 * (see deriveSeed) ever is, so that no scene of an evaluation or attack was trained on.
 */
export function trainingEpisode(seed: number, round: number, index: number): TrainingEpisode {
  const rng = new Rng(seed, 'training', round, index);
  let share = rng.float();
  const task = TASK_SHARES.find(([, weight]) => {
    share -= weight;
    return share < 0;
  });
  const weather = rng.pick(TRAINING_WEATHERS);
  const scene: Scene = {
    weather,
    cameraHeightM: rng.range(1.47, 1.53),
    cameraPitchDeg: rng.range(-15.5, -14.5),
    cameraYawDeg: rng.range(-0.5, 0.5),
    cameraRollDeg: rng.range(-0.5, 0.5),
    cameraLateralM: rng.range(-0.03, 0.03),
    cameraFovDeg: rng.range(99, 101),
    markingWear: rng.range(0, 0.2),
    roadBrightness: rng.range(0.9, 1.1),
    ...(weather === 'ClearNoon'
      ? {
          sunAzimuthDeg: rng.range(-180, 180),
          sunAltitudeDeg: rng.range(45, 70),
          cloud: rng.range(0, 0.3),
        }
      : {}),
  };
  return {
    task: task?.[0] ?? 'driving/anywhere',
    scene,
    seed: 4_294_967_296 + rng.int(1_000_000_000),
  };
}
