import type { ModelMesh } from '../../scene/import/model-mesh.ts';
import { type BakedObject, bakeObject } from '../../scene/objects/baked-object.ts';
import {
  type BoardItem,
  type CameraPose,
  type ObjectItem,
  type Picture,
  SHAPE_CLASSES,
  type ShapeClass,
} from '../../scene/picture.ts';
import type { CameraEffects } from '../../sensors/camera-effects.ts';
import type { Scene } from '../../space/axis.ts';
import type { Box } from './boxes.ts';
import { completeScene, type DetectionScene } from './detection-scene.ts';
import type { Sight } from './detection-score.ts';
import { detectionStage, GROUND_Z } from './detection-stage.ts';
import { type Projection, projection } from './projection.ts';
import { boxOf, type Outline, visibleShare } from './silhouette.ts';

/** Every object is scaled so that its longest side is this long, whatever its class. */
export const OBJECT_SIZE_M = 4;
/** The longest side then fills half of the picture from 11 m, across the line of sight. */
export const HORIZONTAL_FOV_DEG = 40;
/** The object's nearest edge keeps this far from a hoarding. */
const BOARD_GAP_M = 0.3;
const RAD_PER_DEG = Math.PI / 180;

/** One picture of one object: what to draw, from where, and what a detector should answer. */
export interface DetectionShot {
  readonly name: ShapeClass;
  readonly instance: number;
  readonly picture: Picture;
  readonly pose: CameraPose;
  readonly effects: CameraEffects;
  /** What is to be seen in a picture of this aspect (width over height). */
  sight(aspect: number): Sight;
}

/**
 * Lays out a shot. `scene` may leave axes out; `instance` is which of the class's shapes it shows.
 * Throws an error of kind `data` for an unknown axis or a value out of range.
 */
export function detectionShot(of: {
  readonly name: ShapeClass;
  readonly instance: number;
  readonly scene: Scene;
}): DetectionShot {
  return layShot(completeScene(of.scene, of.name), of);
}

/** What is shown: a shape of the catalogue, or a user's own `model`, which counts as one of the class. */
export interface ShownObject {
  readonly name: ShapeClass;
  readonly instance: number;
  readonly model?: ModelMesh;
}

/** The same for a scene that is complete. */
export function layShot(scene: DetectionScene, { name, instance, model }: ShownObject): DetectionShot {
  const standing = {
    xM: 0,
    yM: 0,
    headingRad: 0,
    zM: GROUND_Z[scene.ground],
    sizeM: OBJECT_SIZE_M,
    colour: scene.colour,
  };
  const object: ObjectItem =
    model === undefined
      ? { kind: 'shape', name, instance, ...standing }
      : { kind: 'model', model, ...standing };
  const baked = bakeObject(object);
  const extent = extentOf(baked);
  const pose = cameraPose(scene, (extent.lowM + extent.highM) / 2);
  const board = scene.occluder.cover > 0 ? boardBefore(baked, extent, pose, scene) : null;
  return {
    name,
    instance,
    picture: {
      stage: detectionStage(scene.ground, scene.backdrop),
      weather: scene.weather,
      road: { markingWear: 0, brightness: 1 },
      movers: [],
      objects: board === null ? [object] : [object, board],
      timeS: 0,
    },
    pose,
    effects: scene.effects,
    sight: (aspect) => sightOf(object, board, name, pose, aspect),
  };
}

function cameraPose({ camera }: DetectionScene, middleM: number): CameraPose {
  const azimuth = camera.azimuthDeg * RAD_PER_DEG;
  const pitch = camera.pitchDeg * RAD_PER_DEG;
  const awayM = camera.distanceM * Math.cos(pitch);
  return {
    xM: awayM * Math.cos(azimuth),
    yM: awayM * Math.sin(azimuth),
    zM: middleM + camera.distanceM * Math.sin(pitch),
    headingRad: azimuth + Math.PI,
    pitchRad: -pitch,
    rollRad: 0,
    horizontalFovDeg: HORIZONTAL_FOV_DEG,
    carriedBy: null,
  };
}

interface Extent {
  readonly lowM: number;
  readonly highM: number;
  /** From the origin to the farthest corner, along the ground. */
  readonly reachM: number;
}

function extentOf({ positionsM }: BakedObject): Extent {
  let lowM = Infinity;
  let highM = -Infinity;
  let farthest = 0;
  for (let i = 0; i + 2 < positionsM.length; i += 3) {
    const x = positionsM[i] as number;
    const y = positionsM[i + 1] as number;
    const z = positionsM[i + 2] as number;
    if (z < lowM) lowM = z;
    if (z > highM) highM = z;
    farthest = Math.max(farthest, x * x + y * y);
  }
  return { lowM, highM, reachM: Math.sqrt(farthest) };
}

/** A hoarding between camera and object that hides the asked share of the object's width, top to bottom. */
function boardBefore(
  baked: BakedObject,
  { lowM, highM, reachM }: Extent,
  pose: CameraPose,
  { camera, occluder, ground }: DetectionScene,
): BoardItem {
  const box = boxSeen(baked, projection(pose, 1));
  const halfWidth = Math.tan((pose.horizontalFovDeg * Math.PI) / 360);
  const [cp, sp] = [Math.cos(pose.pitchRad), Math.sin(pose.pitchRad)];
  const zM = GROUND_Z[ground];
  const fromCameraM = camera.distanceM * cp - reachM - BOARD_GAP_M;
  // The sight line over the object's top, followed to the hoarding.
  const rise = (0.5 - box.top) * 2 * halfWidth;
  const topM = pose.zM + (fromCameraM * (sp + rise * cp)) / (cp - rise * sp);
  // Depth of the hoarding where it hides the object's middle.
  const depthM = fromCameraM * cp + ((lowM + highM) / 2 - pose.zM) * sp;
  const metres = 2 * halfWidth * depthM;
  const widthM = occluder.cover * (box.right - box.left) * metres;
  const freeM = (1 - occluder.cover) * (box.right - box.left) * metres;
  const rightM = ((box.left + box.right) / 2 - 0.5) * metres + (occluder.offset * freeM) / 2;
  const [ch, sh] = [Math.cos(pose.headingRad), Math.sin(pose.headingRad)];
  return {
    kind: 'board',
    xM: pose.xM + ch * fromCameraM + sh * rightM,
    yM: pose.yM + sh * fromCameraM - ch * rightM,
    zM,
    headingRad: pose.headingRad + Math.PI,
    widthM,
    heightM: Math.max(0.2, topM - zM + 0.05),
  };
}

/** Room for the places of most objects; each use writes it anew. */
const PLACES = new Float64Array(40_000);

function boxSeen({ positionsM }: BakedObject, project: Projection): Box {
  return boxOf(project(positionsM, PLACES));
}

function sightOf(
  object: ObjectItem,
  board: BoardItem | null,
  name: ShapeClass,
  pose: CameraPose,
  aspect: number,
): Sight {
  const project = projection(pose, aspect);
  const baked = bakeObject(object);
  const { left, top, right, bottom } = boxSeen(baked, project);
  const outline = (item: ObjectItem): Outline => {
    const { positionsM, corners } = bakeObject(item);
    return { places: project(positionsM), corners: corners.slice() };
  };
  const inside = left >= 0 && top >= 0 && right <= 1 && bottom <= 1;
  const box: Box = {
    left: Math.max(0, left),
    top: Math.max(0, top),
    right: Math.min(1, right),
    bottom: Math.min(1, bottom),
  };
  return {
    classIndex: SHAPE_CLASSES.indexOf(name),
    box,
    visibleShare:
      inside && board === null ? 1 : visibleShare(outline(object), board === null ? [] : [outline(board)]),
  };
}
