import { DTYPE_BYTES, type SpaceSpec, type WireSensors } from '../../agents/protocol/index.ts';
import type { ActionSpec, ReadingSpec } from '../../sim/agent.ts';

const COMMAND_COUNT = 4;
const BYTE = { dtype: 'uint8', low: 0, high: 255 } as const;

const anyNumber: SpaceSpec = { type: 'box', shape: [], dtype: 'float64', low: null, high: null };
const fromZero: SpaceSpec = { ...anyNumber, low: 0 };

export function actionSpace({ names, low, high }: ActionSpec): SpaceSpec {
  return { type: 'box', shape: [names.length], dtype: 'float64', low, high };
}

/** The space of an Observation on the wire, with what the sensors ask for and the readings it comes with. */
export function observationSpace(
  { camera, truth }: WireSensors,
  readings: readonly ReadingSpec[] = [],
): SpaceSpec {
  const spaces: Record<string, SpaceSpec> = {
    timeS: fromZero,
    speedMps: anyNumber,
    command: { type: 'discrete', n: COMMAND_COUNT },
  };
  if (camera !== null) spaces.camera = cameraSpace(camera);
  if (truth) {
    const pose = { xM: anyNumber, yM: anyNumber, headingRad: anyNumber, progressM: anyNumber };
    spaces.truth = { type: 'dict', spaces: pose };
  }
  if (readings.length > 0) {
    const named = readings.map((spec) => [spec.name, readingSpace(spec)] as const);
    spaces.readings = { type: 'dict', spaces: Object.fromEntries(named) };
  }
  return { type: 'dict', spaces };
}

function readingSpace({ shape, dtype, low, high }: ReadingSpec): SpaceSpec {
  return { type: 'box', shape, dtype, low, high };
}

function cameraSpace(camera: NonNullable<WireSensors['camera']>): SpaceSpec {
  const { widthPx, heightPx, rgb, depth, semantic } = camera;
  const shape = [heightPx, widthPx];
  const spaces: Record<string, SpaceSpec> = {};
  if (rgb) spaces.rgb = { type: 'box', shape: [...shape, 3], ...BYTE };
  if (depth) spaces.depthM = { type: 'box', shape, dtype: 'float32', low: 0, high: null };
  if (semantic) spaces.semantic = { type: 'box', shape, ...BYTE };
  return { type: 'dict', spaces };
}

/** Bytes of one picture of these sensors, before any compression. */
export function pictureBytes({ camera }: WireSensors): number {
  if (camera === null) return 0;
  const { widthPx, heightPx, rgb, depth, semantic } = camera;
  return widthPx * heightPx * ((rgb ? 3 : 0) + (depth ? 4 : 0) + (semantic ? 1 : 0));
}

/** Bytes of the readings of one observation. */
export function readingBytes(readings: readonly ReadingSpec[]): number {
  return readings.reduce(
    (sum, { shape, dtype }) => sum + DTYPE_BYTES[dtype] * shape.reduce((product, side) => product * side, 1),
    0,
  );
}
