import { z } from 'zod';
import { bytes, size, type Wire } from './fields.ts';
import { readings } from './reading-schemas.ts';
import { askedSensors, cameraEffects } from './sensor-schemas.ts';

/** The largest picture a program may ask for. */
export const LARGEST_PX = 4096;

const sidePx = size.max(LARGEST_PX);

const cameraNeeds = z
  .object({
    widthPx: sidePx,
    heightPx: sidePx,
    rgb: z.boolean(),
    depth: z.boolean(),
    semantic: z.boolean(),
    encoding: z.enum(['raw', 'jpeg']).optional(),
    effects: cameraEffects.optional(),
  })
  .refine(({ rgb, depth, semantic }) => rgb || depth || semantic, 'at least one of rgb, depth and semantic');

/** What a program asks to be shown. */
export const sensors = z.object({
  truth: z.boolean(),
  camera: cameraNeeds.nullable(),
  sensors: askedSensors.optional(),
});
export type WireSensors = Wire<z.infer<typeof sensors>>;

const camera = z
  .object({
    widthPx: sidePx,
    heightPx: sidePx,
    encoding: z.enum(['raw', 'jpeg']),
    rgb: bytes.optional(),
    depthM: bytes.optional(),
    semantic: bytes.optional(),
  })
  .check(({ value, issues }) => {
    const pixels = value.widthPx * value.heightPx;
    const lengths = {
      depthM: 4 * pixels,
      semantic: pixels,
      ...(value.encoding === 'raw' ? { rgb: 3 * pixels } : {}),
    };
    for (const [field, length] of Object.entries(lengths)) {
      const found = value[field as keyof typeof lengths];
      if (found === undefined || found.length === length) continue;
      issues.push({ code: 'custom', path: [field], input: found, message: `${length} bytes` });
    }
  });

/** What an observation holds, wherever it is sent. */
export const view = z.object({
  timeS: z.number(),
  speedMps: z.number(),
  command: z.enum(['follow', 'left', 'right', 'straight']),
  camera: camera.optional(),
  truth: z
    .object({ xM: z.number(), yM: z.number(), headingRad: z.number(), progressM: z.number() })
    .optional(),
  readings: readings.optional(),
});
export type WireView = Wire<z.infer<typeof view>>;

/** A whole number of float64 numbers. */
const float64s = bytes.refine((found) => found.length % 8 === 0, 'float64 numbers, 8 bytes each');

export const route = z
  .object({ stepM: z.number().positive(), xyM: float64s, speedMps: float64s })
  .refine(({ xyM, speedMps }) => xyM.length === 2 * speedMps.length, {
    path: ['xyM'],
    message: 'one x and one y for each speed',
  });
export type WireRoute = Wire<z.infer<typeof route>>;
