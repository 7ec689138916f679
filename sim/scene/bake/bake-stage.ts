import type * as THREE from 'three';
import type { Stage, StageItem } from '../picture.ts';
import { addShape } from '../shapes/shapes.ts';
import { addBuilding } from './building.ts';
import { addCar, addCoarseCar } from './car.ts';
import { placed } from './frame.ts';
import { addCoarseGate, addGate } from './gate.ts';
import { addFarTerrain, addNearTerrain, addPatch, addStrip, type Extent } from './ground.ts';
import { addMarking } from './marking.ts';
import { MeshBuilder } from './mesh-builder.ts';
import { addCoarsePole, addPole } from './pole.ts';
import { addCoarseTree, addTree } from './tree.ts';

/** Upright things in one square of the stage, as seen from near and as seen from afar. */
export interface BakedSquare {
  readonly fine: THREE.BufferGeometry;
  readonly coarse: THREE.BufferGeometry;
}

export interface BakedStage {
  readonly ground: THREE.BufferGeometry;
  /** Meadow so far out that only the eye, and no depth sensor, takes note of it. */
  readonly farGround: THREE.BufferGeometry;
  readonly markings: THREE.BufferGeometry | null;
  readonly facades: THREE.BufferGeometry | null;
  /** All else that stands upright, by squares, so that squares out of sight cost nothing. */
  readonly squares: readonly BakedSquare[];
}

const SQUARE_M = 40;

/** Where an item's triangles may go. */
interface Bakery {
  readonly ground: MeshBuilder;
  readonly markings: MeshBuilder;
  readonly facades: MeshBuilder;
  readonly squareAt: (xM: number, yM: number) => { readonly fine: MeshBuilder; readonly coarse: MeshBuilder };
}

type Baker<Item> = (item: Item, bakery: Bakery) => void;

/** How each kind of item is baked. */
const BAKERS: { readonly [Kind in StageItem['kind']]: Baker<Extract<StageItem, { readonly kind: Kind }>> } = {
  strip: (item, { ground }) => addStrip(ground, item),
  patch: (item, { ground }) => addPatch(ground, item),
  marking: (item, { markings }) => addMarking(markings, item),
  building: (item, { facades, squareAt }) => addBuilding(facades, squareAt(item.xM, item.yM), item),
  tree(item, { squareAt }) {
    const { fine, coarse } = squareAt(item.xM, item.yM);
    addTree(fine, item);
    addCoarseTree(coarse, item);
  },
  pole(item, { squareAt }) {
    const { fine, coarse } = squareAt(item.xM, item.yM);
    addPole(fine, item);
    addCoarsePole(coarse, item);
  },
  'parked-car'(item, { squareAt }) {
    const { fine, coarse } = squareAt(item.xM, item.yM);
    const at = placed(item.xM, item.yM, item.headingRad);
    addCar(fine, at, item.variant);
    addCoarseCar(coarse, at, item.variant);
  },
  gate(item, { squareAt }) {
    const { fine, coarse } = squareAt(item.xM, item.yM);
    addGate(fine, item);
    addCoarseGate(coarse, item);
  },
  shape(item, { squareAt }) {
    const { fine, coarse } = squareAt(item.xM, item.yM);
    addShape(fine, item);
    addShape(coarse, item);
  },
};

/** Turns a stage's items into a few vertex-coloured geometries. Equal stages give equal geometries. */
export function bakeStage(stage: Stage): BakedStage {
  const ground = new MeshBuilder();
  const markings = new MeshBuilder();
  const facades = new MeshBuilder();
  const squares = new Map<string, { fine: MeshBuilder; coarse: MeshBuilder }>();
  const squareAt = (xM: number, yM: number) => {
    const key = `${Math.floor(xM / SQUARE_M)} ${Math.floor(yM / SQUARE_M)}`;
    const known = squares.get(key);
    if (known !== undefined) return known;
    const square = { fine: new MeshBuilder(), coarse: new MeshBuilder() };
    squares.set(key, square);
    return square;
  };
  const bakery: Bakery = { ground, markings, facades, squareAt };
  const extent = extentOf(stage);
  const farGround = new MeshBuilder();
  addNearTerrain(ground, extent);
  addFarTerrain(farGround, extent);
  for (const item of stage.items) (BAKERS[item.kind] as Baker<StageItem>)(item, bakery);
  return {
    ground: ground.build() as THREE.BufferGeometry,
    farGround: farGround.build() as THREE.BufferGeometry,
    markings: markings.build(),
    facades: facades.build(),
    squares: [...squares.values()].map(({ fine, coarse }) => ({
      fine: fine.build() as THREE.BufferGeometry,
      coarse: coarse.build() as THREE.BufferGeometry,
    })),
  };
}

function extentOf({ boundsM, items }: Stage): Extent {
  let [minX, minY, maxX, maxY] = boundsM;
  const include = (x: number, y: number): void => {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  };
  for (const item of items) {
    if ('xM' in item) include(item.xM, item.yM);
    else {
      const line = item.kind === 'patch' ? item.outline : item.centre;
      for (let i = 0; i + 1 < line.length; i += 2) include(line[i] as number, line[i + 1] as number);
    }
  }
  return [minX, minY, maxX, maxY];
}
