import {
  FIRST_UNSEEN_INSTANCE,
  Rng,
  type Scene,
  SHAPE_CLASSES,
  type ShapeClass,
} from '../../../sim/index.ts';

/** One picture to be taken for training, of one of SHAPE_CLASSES. */
export interface TrainingView {
  readonly name: ShapeClass;
  /** Which of the class's shapes: one that no episode ever shows. */
  readonly instance: number;
  readonly scene: Scene;
  /** True where the thing itself is left out, so that there is nothing to be found. */
  readonly empty: boolean;
}

const EMPTY_SHARE = 0.08;
/** A thing takes longer to build than a picture to take: so many are taken of each, of one colour. */
const VIEWS_OF_ONE = 2;
const GROUNDS = ['meadow', 'asphalt', 'paving', 'street'] as const;
const BACKDROPS = ['open', 'trees', 'houses', 'court'] as const;

/**
 * The training domain: natural views. Every class as often as any other, from all round and every distance,
 * but from no higher than a person on a ladder or a first floor (35 deg), by a sun that is neither low nor
 * overhead, in clear air, with nothing in front. What lies beyond is left for an attack to find.
 */
export function trainingView(seed: number, round: number, index: number): TrainingView {
  const thing = Math.floor(index / VIEWS_OF_ONE);
  const object = new Rng(seed, 'detector', 'object', round, thing);
  const rng = new Rng(seed, 'detector', 'view', round, index);
  return {
    name: SHAPE_CLASSES[thing % SHAPE_CLASSES.length] as ShapeClass,
    instance: object.int(FIRST_UNSEEN_INSTANCE),
    empty: rng.float() < EMPTY_SHARE,
    scene: { ...naturalScene(rng), ...randomColour(object) },
  };
}

/** A natural view of whatever stands there. */
export function naturalScene(rng: Rng): Scene {
  return {
    cameraDistanceM: rng.range(8, 14.5),
    cameraAzimuthDeg: rng.range(-180, 180),
    cameraPitchDeg: rng.range(0, 35),
    lightAzimuthDeg: rng.range(-180, 180),
    lightPitchDeg: rng.range(20, 70),
    ...randomColour(rng),
    ground: rng.pick(GROUNDS),
    backdrop: rng.pick(BACKDROPS),
  };
}

function randomColour(rng: Rng): Scene {
  return { colourR: rng.float(), colourG: rng.float(), colourB: rng.float() };
}
