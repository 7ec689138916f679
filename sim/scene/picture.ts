import type { ModelMesh } from './import/model-mesh.ts';

/**
 * What to draw, as plain data. One picture serves the headless camera, the browser viewer and
 * the recorder. World frame: x east, y north, z up, metres; headings counter-clockwise from x.
 */

export const SEMANTIC_CLASSES = [
  'sky',
  'road',
  'lane-marking',
  'pavement',
  'terrain',
  'building',
  'vegetation',
  'pole',
  'vehicle',
  'person',
  'cyclist',
  'gate',
  'drone',
  'object',
] as const;
export type SemanticClass = (typeof SEMANTIC_CLASSES)[number];

/** A polyline on the ground: x0, y0, x1, y1, ... metres. */
export type Polyline = readonly number[];

/** A flat strip that follows a centre line (road, pavement). */
export interface StripItem {
  readonly kind: 'strip';
  readonly surface: 'road' | 'pavement';
  readonly centre: Polyline;
  readonly widthM: number;
}

/** A flat convex polygon (junction floor, square). */
export interface PatchItem {
  readonly kind: 'patch';
  readonly surface: 'road' | 'pavement' | 'grass';
  readonly outline: Polyline;
}

/** Paint on the road. `dashM` is null for a solid line, else [paint, gap]. */
export interface MarkingItem {
  readonly kind: 'marking';
  readonly centre: Polyline;
  readonly widthM: number;
  readonly dashM: readonly [number, number] | null;
  readonly colour: 'white' | 'yellow';
}

export interface BuildingItem {
  readonly kind: 'building';
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
  /** Facade style and colour are drawn from this. */
  readonly variant: number;
}

export interface TreeItem {
  readonly kind: 'tree';
  readonly xM: number;
  readonly yM: number;
  readonly heightM: number;
  readonly variant: number;
}

export interface PoleItem {
  readonly kind: 'pole';
  readonly style: 'lamp' | 'sign' | 'traffic-light';
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
}

/** A car at rest; it is solid, as buildings, trees and poles are. */
export interface ParkedCarItem {
  readonly kind: 'parked-car';
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  readonly variant: number;
}

/** A square frame to fly through, on a stand. Its pose is that of the opening's centre. */
export interface GateItem {
  readonly kind: 'gate';
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  /** The direction in which it is to be flown through. */
  readonly headingRad: number;
  readonly rollRad: number;
  /** Side of the opening. */
  readonly openingM: number;
  readonly variant: number;
}

/** The classes of objects to be detected (SADA's twelve of PASCAL3D+), in the order of their numbers. */
export const SHAPE_CLASSES = [
  'aeroplane',
  'bench',
  'bicycle',
  'boat',
  'bottle',
  'bus',
  'car',
  'chair',
  'dining-table',
  'motorbike',
  'train',
  'truck',
] as const;
export type ShapeClass = (typeof SHAPE_CLASSES)[number];

/** A shape of a catalogue of objects to be detected; it stands on the ground. */
export interface ShapeItem {
  readonly kind: 'shape';
  readonly name: ShapeClass;
  /** Which of the class's shapes; any whole number from 0. */
  readonly instance: number;
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  /** Height of the ground that it stands on; 0 where left out. */
  readonly zM?: number;
  /** What its longest side is scaled to; where left out it is as large as a real one. */
  readonly sizeM?: number;
  /** Colour of its main parts, sRGB 0 to 1. */
  readonly colour: readonly [number, number, number];
}

/** A user's own shape; it stands on the ground as shapes of the catalogue do. */
export interface ModelItem {
  readonly kind: 'model';
  readonly model: ModelMesh;
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  /** Height of the ground that it stands on. */
  readonly zM: number;
  /** What its longest side is scaled to. */
  readonly sizeM: number;
  /** Colour of its painted parts, sRGB 0 to 1. */
  readonly colour: readonly [number, number, number];
}

/** An upright board that hides what is behind it, on the ground under its middle. */
export interface BoardItem {
  readonly kind: 'board';
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  /** The direction that it faces. */
  readonly headingRad: number;
  readonly widthM: number;
  readonly heightM: number;
}

/** What stands in a picture without being part of its stage. */
export type ObjectItem = ShapeItem | ModelItem | BoardItem;

export type StageItem =
  | StripItem
  | PatchItem
  | MarkingItem
  | BuildingItem
  | TreeItem
  | PoleItem
  | ParkedCarItem
  | GateItem
  | ShapeItem;

/** Everything that stands still for a whole episode. Renderers build it once per `key`. */
export interface Stage {
  /** Equal keys mean equal items. */
  readonly key: string;
  readonly items: readonly StageItem[];
  /** Where the car drives in this episode: [minX, minY, maxX, maxY]. */
  readonly boundsM: readonly [number, number, number, number];
}

/** Light and weather, all continuous; named weathers are points in here. */
export interface Weather {
  readonly sunAzimuthDeg: number;
  /** Above the horizon; near and below 0 the sun has set. */
  readonly sunAltitudeDeg: number;
  /** Share of the sky covered, 0 to 1. */
  readonly cloud: number;
  /** Extinction per metre; 0 is clear air, 0.05 hides things at about 60 m. */
  readonly fogDensityPerM: number;
  /** 0 none, 1 heavy. */
  readonly rain: number;
  /** Standing water on the road, 0 dry to 1 soaked: darker, reflecting, slippery. */
  readonly wetness: number;
}

/** Looks of the road that are axes of the extended space. */
export interface RoadLook {
  /** 0 fresh paint, 1 all but gone. */
  readonly markingWear: number;
  /** Multiplies the asphalt's albedo; 1 is nominal. */
  readonly brightness: number;
}

/** Where a body or camera is and how it is turned. Nose up is positive pitch, left side up positive roll. */
export interface Pose {
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  readonly headingRad: number;
  readonly pitchRad: number;
  readonly rollRad: number;
}

/** Something that moves. Its pose is that of the point on the ground under its centre; a drone's, of its centre. */
export interface Mover extends Pose {
  readonly id: string;
  readonly kind: MoverKind;
  readonly variant: number;
}

export const MOVER_KINDS = ['car', 'drone', 'pedestrian', 'cyclist'] as const;
export type MoverKind = (typeof MOVER_KINDS)[number];

export interface Picture {
  readonly stage: Stage;
  readonly weather: Weather;
  readonly road: RoadLook;
  readonly movers: readonly Mover[];
  /** Things that change from episode to episode on one stage, which need not be built anew for them. */
  readonly objects?: readonly ObjectItem[];
  /** Rain falls and wipers move with this; equal times give equal pixels. */
  readonly timeS: number;
}

/** A camera in the world: pitch is negative looking down, roll positive clockwise as seen. */
export interface CameraPose extends Pose {
  readonly horizontalFovDeg: number;
  /** The mover that carries the camera and is not drawn, if any. */
  readonly carriedBy: string | null;
}
