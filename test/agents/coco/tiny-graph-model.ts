import { FaultscapeError } from '../../../sim/core/index.ts';

/** Sides of the picture that the tiny model takes. */
export const TINY_SIDE_PX = 16;

export const TINY_ADAPTER = {
  model: 'tiny.json',
  widthPx: TINY_SIDE_PX,
  heightPx: TINY_SIDE_PX,
  output: { kind: 'yolov5', unit: 'share' },
  classes: ['car', 'cat'],
  names: { car: 'car' },
} as const;

const COLUMNS = 7;
export const TINY_BIASES = [0, 0, 0, Math.log(0.25 / 0.75), -4, 3, -3];
export const TINY_RED_SLOPE = 8;

/** What the tiny model says, in closed form, of a picture with this mean of the red channel (0 to 1). */
export function tinyAnswer(meanRed: number) {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  return {
    box: { left: 0.25, top: 0.375, right: 0.75, bottom: 0.625 },
    objectness: sigmoid(TINY_RED_SLOPE * meanRed - 4) * sigmoid(3),
  };
}

/**
 * The files of a graph model of one convolution, as a converter would write them: one row of YOLOv5's
 * layout, a box in the middle whose objectness grows with the picture's red.
 */
export function tinyModelFiles({
  activation = 'Sigmoid',
  slope = TINY_RED_SLOPE,
} = {}): Map<string, Uint8Array> {
  const kernel = new Float32Array(TINY_SIDE_PX * TINY_SIDE_PX * 3 * COLUMNS);
  const pixels = TINY_SIDE_PX * TINY_SIDE_PX;
  for (let pixel = 0; pixel < pixels; pixel++) kernel[pixel * 3 * COLUMNS + 4] = slope / pixels;
  const weights = [
    { name: 'kernel', shape: [TINY_SIDE_PX, TINY_SIDE_PX, 3, COLUMNS], dtype: 'float32', values: kernel },
    { name: 'bias', shape: [COLUMNS], dtype: 'float32', values: Float32Array.from(TINY_BIASES) },
    { name: 'rows', shape: [3], dtype: 'int32', values: Int32Array.of(1, 1, COLUMNS) },
  ];
  const text = (value: string) => ({ s: Buffer.from(value).toString('base64') });
  const float = { T: { type: 'DT_FLOAT' } };
  const side = String(TINY_SIDE_PX);
  const dims = ['1', side, side, '3'].map((size) => ({ size }));
  const node = [
    {
      name: 'image',
      op: 'Placeholder',
      attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: dims } } },
    },
    ...weights.map(({ name, shape, dtype }) => {
      const type = dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT';
      const tensorShape = { dim: shape.map((size) => ({ size: String(size) })) };
      return {
        name,
        op: 'Const',
        attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape } } },
      };
    }),
    {
      name: 'conv',
      op: 'Conv2D',
      input: ['image', 'kernel'],
      attr: {
        ...float,
        strides: { list: { i: ['1', side, side, '1'] } },
        dilations: { list: { i: ['1', '1', '1', '1'] } },
        padding: text('VALID'),
        data_format: text('NHWC'),
      },
    },
    { name: 'sum', op: 'AddV2', input: ['conv', 'bias'], attr: float },
    { name: 'squashed', op: activation, input: ['sum'], attr: float },
    { name: 'Identity', op: 'Reshape', input: ['squashed', 'rows'], attr: float },
  ];
  const bytes = Buffer.concat(
    weights.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  );
  const model = {
    format: 'graph-model',
    modelTopology: { node, versions: { producer: 987 } },
    weightsManifest: [
      {
        paths: ['tiny-1of2.bin', 'tiny-2of2.bin'],
        weights: weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
      },
    ],
  };
  return new Map([
    ['mine/adapter.json', toBytes(TINY_ADAPTER)],
    ['mine/tiny.json', toBytes(model)],
    ['mine/tiny-1of2.bin', bytes.subarray(0, 1000)],
    ['mine/tiny-2of2.bin', bytes.subarray(1000)],
  ]);
}

export function toBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** Files in memory, read as an agent reads the user's. */
export function userFiles(files: ReadonlyMap<string, Uint8Array>) {
  return {
    readUserFile: async (path: string): Promise<Uint8Array> => {
      const file = files.get(path);
      if (file !== undefined) return file;
      throw new FaultscapeError('data', 'A file the agent needs cannot be read.', { got: `no ${path}` });
    },
  };
}

/** An observation of a picture that is nothing but red of this level. */
export function observedRed(level: number, sidePx = TINY_SIDE_PX) {
  const rgb = new Uint8Array(sidePx * sidePx * 3);
  for (let i = 0; i < rgb.length; i += 3) rgb[i] = level;
  const frame = { widthPx: sidePx, heightPx: sidePx, rgb, depthM: null, semantic: null };
  return { seat: 0, step: 0, timeS: 0, speedMps: 0, command: 'follow', truth: null, frame } as const;
}
