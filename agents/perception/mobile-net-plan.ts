import { FaultscapeError } from '../../sim/core/index.ts';

/**
 * The nets of the dilation study: MobileNet v1 (Howard et al. 2017), its three dilated variants (Wang et al.,
 * Comput. Intell. Neurosci. 2020), and a control that has D1's resolution without its dilation. All have the
 * same weights, name by name and shape by shape.
 */
export const MOBILE_NET_VARIANTS = ['base', 'd1', 'd2', 'd3', 'stride-1'] as const;
export type MobileNetVariant = (typeof MOBILE_NET_VARIANTS)[number];

/** One convolution with its normalisation and rectifier, or a pooling, which has no weights. */
export interface MobileNetStep {
  readonly name: string;
  readonly kind: 'conv' | 'depthwise' | 'pointwise' | 'max-pool';
  /** A side of the filter or window, in pixels of the step's input. */
  readonly size: number;
  readonly stride: number;
  /** Distance between two of the filter's taps. */
  readonly dilation: number;
  readonly inputs: number;
  readonly outputs: number;
}

export interface MobileNetPlanOptions {
  readonly variant: MobileNetVariant;
  /** Multiplies every layer's channels; 1 is the published net. */
  readonly width: number;
  /** How many of the thirteen blocks there are, all by default; the first eleven end at 1/16 of the side. */
  readonly blocks?: number;
}

/** The name of a kind of net that holds a MobileNet, as weights files have it: "classifier-v1/d2/0.25". */
export function namedPlan(kind: string, { variant, width }: MobileNetPlanOptions): string {
  return `${kind}/${variant}/${width}`;
}

/** The reverse of `namedPlan`; null for the name of another kind, or of none. */
export function planNamed(kind: string, architecture: string): MobileNetPlanOptions | null {
  const [given, variant, width] = architecture.split('/');
  const known = MOBILE_NET_VARIANTS.find((name) => name === variant);
  const number = Number(width);
  return given === kind && known !== undefined && number > 0 && number <= 4
    ? { variant: known, width: number }
    : null;
}

/** Stride and outputs of the thirteen depthwise-separable blocks, after 32 outputs of the first convolution. */
const BLOCKS: readonly (readonly [stride: number, outputs: number])[] = [
  [1, 64],
  [2, 128],
  [1, 128],
  [2, 256],
  [1, 256],
  [2, 512],
  ...Array.from({ length: 5 }, () => [1, 512] as const),
  [2, 1024],
  [1, 1024],
];
const FIRST_OUTPUTS = 32;
const IMAGE_CHANNELS = 3;

/** Added to every variance that is divided by. */
export const EPSILON = 1e-3;

/** Where a variant differs from the base. */
interface Difference {
  readonly firstStride: number;
  readonly firstDilation: number;
  readonly poolAfterFirst: boolean;
  /** Of the first block's depthwise convolution. */
  readonly blockStride: number;
  readonly blockDilation: number;
}

const BASE: Difference = {
  firstStride: 2,
  firstDilation: 1,
  poolAfterFirst: false,
  blockStride: 1,
  blockDilation: 1,
};
const DIFFERENCES: Readonly<Record<MobileNetVariant, Difference>> = {
  base: BASE,
  d1: { ...BASE, firstStride: 1, firstDilation: 2, blockStride: 2 },
  d2: { ...BASE, blockDilation: 2 },
  d3: { ...BASE, firstStride: 1, firstDilation: 2, poolAfterFirst: true },
  'stride-1': { ...BASE, firstStride: 1, blockStride: 2 },
};

/** The steps of a net from the picture to its last features: 1/32 of the picture's side after all blocks. */
export function mobileNetPlan({
  variant,
  width,
  blocks = BLOCKS.length,
}: MobileNetPlanOptions): readonly MobileNetStep[] {
  if (!(width > 0 && width <= 4)) {
    throw new FaultscapeError('usage', 'The width multiplier of a MobileNet is out of range.', {
      expected: 'above 0, at most 4',
      got: String(width),
    });
  }
  const { firstStride, firstDilation, poolAfterFirst, blockStride, blockDilation } = DIFFERENCES[variant];
  const channels = (published: number) => Math.max(1, Math.round(published * width));
  let inputs = channels(FIRST_OUTPUTS);
  const steps: MobileNetStep[] = [
    {
      ...{ name: 'first', kind: 'conv', size: 3, stride: firstStride, dilation: firstDilation },
      ...{ inputs: IMAGE_CHANNELS, outputs: inputs },
    },
  ];
  if (poolAfterFirst) {
    steps.push({ name: 'pool', kind: 'max-pool', size: 2, stride: 2, dilation: 1, inputs, outputs: inputs });
  }
  BLOCKS.slice(0, blocks).forEach(([stride, published], i) => {
    const outputs = channels(published);
    const [dwStride, dilation] = i === 0 ? [blockStride, blockDilation] : [stride, 1];
    const name = `block${i + 1}`;
    steps.push(
      {
        ...{ name: `${name}/depthwise`, kind: 'depthwise', size: 3, stride: dwStride, dilation },
        ...{ inputs, outputs: inputs },
      },
      { name: `${name}/pointwise`, kind: 'pointwise', size: 1, stride: 1, dilation: 1, inputs, outputs },
    );
    inputs = outputs;
  });
  return steps;
}

/** Pixels of the picture along one side that one place of the last features can depend on. */
export function receptiveFieldPx(steps: readonly MobileNetStep[]): number {
  let field = 1;
  let jump = 1;
  for (const { size, stride, dilation } of steps) {
    field += (size - 1) * dilation * jump;
    jump *= stride;
  }
  return field;
}

/** Shape of a step's filter as TensorFlow.js has it; null for one without. */
export function filterShape({ kind, size, inputs, outputs }: MobileNetStep): readonly number[] | null {
  if (kind === 'max-pool') return null;
  return kind === 'depthwise' ? [size, size, inputs, 1] : [size, size, inputs, outputs];
}

/** A step's filter, and the normalisation after it; mean and variance are running statistics, which follow the batches. */
export const STEP_PARTS = ['filter', 'gamma', 'beta', 'mean', 'variance'] as const;

/** The name and shape of every weight of a net, in the order of a weights file. */
export function mobileNetWeights(
  steps: readonly MobileNetStep[],
): readonly { readonly name: string; readonly shape: readonly number[] }[] {
  return steps.flatMap((step) => {
    const filter = filterShape(step);
    if (filter === null) return [];
    return STEP_PARTS.map((part) => ({
      name: `${step.name}/${part}`,
      shape: part === 'filter' ? filter : [step.outputs],
    }));
  });
}
