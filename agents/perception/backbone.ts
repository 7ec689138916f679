import { FaultscapeError, type Rng } from '../../sim/core/index.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Value } from '../graph/net-graph.ts';
import {
  architectureIn,
  type ExpectedWeight,
  type NamedWeight,
  type NamedWeights,
  type Tensor2D,
  type Tensor4D,
  type Tensorflow,
  type Variable,
} from '../tensor/index.ts';
import { mobileBackbone } from './mobile-backbone.ts';
import { MOBILE_NET_VARIANTS, type MobileNetVariant } from './mobile-net-plan.ts';
import { plainBackbone } from './plain-backbone.ts';

/** What an acting net can see with: four plain convolutions, or a net of the MobileNet family. */
export const BACKBONES = ['plain', ...MOBILE_NET_VARIANTS] as const;
export type BackboneName = (typeof BACKBONES)[number];

/** What comes in and what goes out. */
export interface BackboneSize {
  readonly heightPx: number;
  readonly widthPx: number;
  /** Numbers that tell of a picture. */
  readonly outputs: number;
}

/** A part of a net, from a picture to a row of numbers. The danger: it owns its variables, so dispose it. */
export interface Backbone {
  /** Variables that training moves, in a fixed order. */
  readonly variables: readonly Variable[];
  /** [batch, height, width, 3] in [-1, 1] to [batch, outputs], none below zero; no gradient by the images. */
  look(images: Tensor4D, training: boolean): Tensor2D;
  /** A copy of every weight, by name. */
  exportWeights(): NamedWeights;
  /** Takes weights by name; others among them are let be. */
  importWeights(weights: NamedWeights): void;
  dispose(): void;
}

/** A way of seeing: what its weights are, what it computes when it is trained, and the same as plain data. */
export interface BackboneKind {
  /** How many times as high a learning rate suits it as suits the plain one. */
  readonly rateFactor: number;
  weights(size: BackboneSize): readonly ExpectedWeight[];
  create(tf: Tensorflow, size: BackboneSize, rng: Rng): Backbone;
  draw(builder: GraphBuilder, images: Value, weight: (name: string) => NamedWeight): Value;
}

const KINDS = new Map<BackboneName, BackboneKind>([
  ['plain', plainBackbone],
  ...MOBILE_NET_VARIANTS.map((name): [MobileNetVariant, BackboneKind] => [name, mobileBackbone(name)]),
]);

export function backboneKind(name: BackboneName): BackboneKind {
  return KINDS.get(name) as BackboneKind;
}

/** What a weights file says of a net with that backbone: the net's own name, or "NET/d3". */
export function architectureWith(net: string, backbone: BackboneName): string {
  return backbone === 'plain' ? net : `${net}/${backbone}`;
}

/** The backbone of a weights file for that net. Throws an error of kind `data` if it is for another net. */
export function backboneIn(net: string, file: Uint8Array): BackboneName {
  const architecture = architectureIn(file);
  const backbone = backboneOf(net, architecture);
  if (backbone !== null) return backbone;
  throw new FaultscapeError('data', 'These weights belong to another network.', {
    expected: `${net}, or ${net}/ and one of ${MOBILE_NET_VARIANTS.join(', ')}`,
    got: architecture,
    hint: 'train again with this version, or use the version that wrote the file',
  });
}

/** The reverse of `architectureWith`; null for anything else. */
export function backboneOf(net: string, architecture: string): BackboneName | null {
  return BACKBONES.find((name) => architectureWith(net, name) === architecture) ?? null;
}
