import type { Frame, Observation, ReadingSpec, Readings } from '../../sim/agent.ts';
import type { SentRoute, Sight } from '../remote/seat-desk.ts';
import type { WireObservation } from './agent-messages.ts';
import { ProtocolError } from './protocol-error.ts';
import type { WireReadings } from './reading-schemas.ts';
import type { WireRoute, WireView } from './sight-schemas.ts';

/** Turns raw RGB into one JPEG file. */
export type JpegEncoder = (rgb: Uint8Array, widthPx: number, heightPx: number) => Uint8Array;

/** How a view is sent. */
export interface ViewOptions {
  /** Pictures travel as JPEG files then. */
  readonly jpeg?: JpegEncoder | undefined;
  /** The shapes of readings; one without goes as a plain row. */
  readonly readings?: readonly ReadingSpec[] | undefined;
}

/** What an episode's driver sees, as it is sent; arrays share memory with the sight's. */
export function observationMessage(sight: Sight, options: ViewOptions = {}): WireObservation {
  return { episode: sight.episode, step: sight.step, ...viewMessage(sight, options) };
}

/** The part of an observation that agents and trainers share. */
export function viewMessage(
  {
    timeS,
    speedMps,
    command,
    frame,
    truth,
    readings,
  }: Pick<Sight, 'timeS' | 'speedMps' | 'command' | 'frame' | 'truth' | 'readings'>,
  { jpeg, readings: specs = [] }: ViewOptions = {},
): WireView {
  return {
    timeS,
    speedMps,
    command,
    ...(frame === null ? {} : { camera: cameraMessage(frame, jpeg) }),
    ...(truth === null
      ? {}
      : { truth: { xM: truth.xM, yM: truth.yM, headingRad: truth.headingRad, progressM: truth.progressM } }),
    ...(readings === undefined ? {} : { readings: readingsMessage(readings, specs) }),
  };
}

function readingsMessage(readings: Readings, specs: readonly ReadingSpec[]): WireReadings {
  return Object.fromEntries(
    Object.entries(readings).map(([name, numbers]) => {
      const shape = specs.find((spec) => spec.name === name)?.shape ?? [numbers.length];
      const dtype = numbers instanceof Float32Array ? 'float32' : 'float64';
      return [name, { shape, dtype, data: bytesOf(numbers) }];
    }),
  );
}

/** Readings as numbers again; their shapes are those of the specs that came before. */
export function readingsOf(sent: WireReadings): Readings {
  return Object.fromEntries(
    Object.entries(sent).map(([name, { dtype, data }]) => [name, NUMBERS_OF[dtype](data)]),
  );
}

export function routeMessage({ stepM, xyM, speedMps }: SentRoute): WireRoute {
  return { stepM, xyM: bytesOf(xyM), speedMps: bytesOf(speedMps) };
}

/** The route as numbers again. */
export function routeOf({ stepM, xyM, speedMps }: WireRoute): SentRoute {
  return { stepM, xyM: float64Of(xyM), speedMps: float64Of(speedMps) };
}

/**
 * What an agent sees, from the wire. `route` is the episode's, which came with its first message.
 * Throws a ProtocolError for a picture that is a JPEG file: agents here see pixels.
 */
export function sightOf(
  { timeS, speedMps, command, camera, truth, readings }: WireView,
  { seat, step, route }: { readonly seat: number; readonly step: number; readonly route: SentRoute | null },
): Observation {
  const seen = {
    ...{ seat, step, timeS, speedMps, command },
    frame: camera === undefined ? null : frameOf(camera),
    ...(readings === undefined ? {} : { readings: readingsOf(readings) }),
  };
  if (truth === undefined || route === null) return { ...seen, truth: null };
  const { xyM, stepM, speedMps: routeSpeedMps } = route;
  return { ...seen, truth: { ...truth, routeXyM: xyM, routeStepM: stepM, routeSpeedMps } };
}

function cameraMessage(
  { widthPx, heightPx, rgb, depthM, semantic }: Frame,
  jpeg: JpegEncoder | undefined,
): NonNullable<WireView['camera']> {
  const picture = rgb === null || jpeg === undefined ? rgb : jpeg(rgb, widthPx, heightPx);
  return {
    widthPx,
    heightPx,
    encoding: jpeg === undefined ? 'raw' : 'jpeg',
    ...(picture === null ? {} : { rgb: bytesOf(picture) }),
    ...(depthM === null ? {} : { depthM: bytesOf(depthM) }),
    ...(semantic === null ? {} : { semantic: bytesOf(semantic) }),
  };
}

function frameOf({
  widthPx,
  heightPx,
  encoding,
  rgb,
  depthM,
  semantic,
}: NonNullable<WireView['camera']>): Frame {
  if (encoding === 'jpeg' && rgb !== undefined) {
    throw new ProtocolError('bad-message', 'The camera shows a JPEG file, and pixels were asked for.', {
      expected: 'encoding raw',
      got: encoding,
    });
  }
  return {
    widthPx,
    heightPx,
    rgb: rgb ?? null,
    depthM: depthM === undefined ? null : float32Of(depthM),
    semantic: semantic ?? null,
  };
}

/** The bytes of an array, in its own memory. Every machine this runs on is little-endian. */
function bytesOf(array: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);
}

/** Numbers in bytes; copied where they do not lie on a multiple of their size, as in most messages. */
export function float32Of(bytes: Uint8Array): Float32Array {
  const { buffer, byteOffset, byteLength } = aligned(bytes, 4);
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

export function float64Of(bytes: Uint8Array): Float64Array {
  const { buffer, byteOffset, byteLength } = aligned(bytes, 8);
  return new Float64Array(buffer, byteOffset, byteLength / 8);
}

const NUMBERS_OF = { float32: float32Of, float64: float64Of } as const;

function aligned(bytes: Uint8Array, itemBytes: number): Uint8Array {
  if (bytes.byteLength % itemBytes !== 0) {
    throw new ProtocolError('bad-message', 'Bytes do not hold whole numbers of their kind.', {
      expected: `a multiple of ${itemBytes} bytes`,
      got: `${bytes.byteLength} bytes`,
    });
  }
  return bytes.byteOffset % itemBytes === 0 ? bytes : new Uint8Array(bytes);
}
