import {
  deriveSeed,
  FaultscapeError,
  type Point,
  Rng,
  type Scene,
  type Space,
  type Task,
} from '../../sim/index.ts';

/** One scene of a collection. */
export interface PlannedScene {
  readonly index: number;
  /** Null for a scene of a file that does not lie in the space. */
  readonly point: Point | null;
  readonly scene: Scene;
  readonly seed: number;
}

/** Scenes that cannot be are drawn again, this often. */
const MOST_DRAWS = 10_000;

/**
 * Scene number `index` of a collection: drawn evenly from the space among those that can be, or the file's, in
 * turn. It follows from its number and the seed alone, so it is the same wherever and whenever it is asked for.
 */
export function planScene(
  index: number,
  of: {
    readonly task: Task;
    readonly space: Space;
    readonly seed: number;
    /** Scenes of a file; none draws from the space. */
    readonly scenes: readonly Scene[];
  },
): PlannedScene {
  const { task, space, scenes } = of;
  const seed = deriveSeed(of.seed, 'collect', 'episode', index);
  const given = scenes[index % scenes.length];
  if (given !== undefined) {
    return { index, point: space.problem(given) === null ? space.encode(given) : null, scene: given, seed };
  }
  const rng = new Rng(of.seed, 'collect', 'scene', index);
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const point = space.snap(space.axes.map(() => rng.range(-1, 1)));
    const scene = space.decode(point);
    if ((task.invalid?.(scene) ?? null) === null) return { index, point, scene, seed };
  }
  throw new FaultscapeError(
    'data',
    `Space ${space.name} of task ${task.id} holds hardly a scene that can be.`,
    {
      expected: `one in ${MOST_DRAWS} drawn evenly`,
      got: 'none',
      hint: 'choose another space (--space), or give the scenes (--scene FILE)',
    },
  );
}
