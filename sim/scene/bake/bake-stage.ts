import type * as THREE from 'three';
import type { Stage, StageItem } from '../picture.ts';
import { addBuilding } from './building.ts';
import { addCar } from './car.ts';
import { placed } from './frame.ts';
import { addPatch, addStrip, addTerrain } from './ground.ts';
import { addMarking } from './marking.ts';
import { MeshBuilder } from './mesh-builder.ts';
import { addPole } from './pole.ts';
import { addTree } from './tree.ts';

/** What stands upright within one square of the stage, so that squares out of sight cost nothing. */
export interface BakedChunk {
  readonly facades: THREE.BufferGeometry | null;
  readonly solids: THREE.BufferGeometry | null;
}

export interface BakedStage {
  readonly ground: THREE.BufferGeometry;
  readonly markings: THREE.BufferGeometry | null;
  readonly chunks: readonly BakedChunk[];
}

const CHUNK_M = 56;

/** Turns a stage's items into a few vertex-coloured geometries. Equal stages give equal geometries. */
export function bakeStage(stage: Stage): BakedStage {
  const ground = new MeshBuilder();
  const markings = new MeshBuilder();
  const chunks = new Map<string, { facades: MeshBuilder; solids: MeshBuilder }>();
  const chunkAt = (xM: number, yM: number) => {
    const key = `${Math.floor(xM / CHUNK_M)} ${Math.floor(yM / CHUNK_M)}`;
    const known = chunks.get(key);
    if (known !== undefined) return known;
    const fresh = { facades: new MeshBuilder(), solids: new MeshBuilder() };
    chunks.set(key, fresh);
    return fresh;
  };
  const add = (item: StageItem): void => {
    if (item.kind === 'strip') addStrip(ground, item);
    else if (item.kind === 'patch') addPatch(ground, item);
    else if (item.kind === 'marking') addMarking(markings, item);
    else {
      const { facades, solids } = chunkAt(item.xM, item.yM);
      if (item.kind === 'building') addBuilding(facades, solids, item);
      else if (item.kind === 'tree') addTree(solids, item);
      else if (item.kind === 'pole') addPole(solids, item);
      else addCar(solids, placed(item.xM, item.yM, item.headingRad), item.variant);
    }
  };
  addTerrain(ground, stage.boundsM);
  for (const item of stage.items) add(item);
  return {
    ground: ground.build() as THREE.BufferGeometry,
    markings: markings.build(),
    chunks: [...chunks.values()].map(({ facades, solids }) => ({
      facades: facades.build(),
      solids: solids.build(),
    })),
  };
}
