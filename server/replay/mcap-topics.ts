import { CompressedImage, FrameTransform, PoseInFrame } from '@foxglove/schemas/jsonschema.js';

const numbers = (description: string) => ({
  type: 'object',
  title: description,
  additionalProperties: { type: 'number' },
});

/** One topic per kind of message; schemas are JSON Schema, Foxglove's own where there is one. */
export const TOPICS = {
  '/tf': { name: 'foxglove.FrameTransform', schema: FrameTransform },
  '/pose': { name: 'foxglove.PoseInFrame', schema: PoseInFrame },
  '/camera/image': { name: 'foxglove.CompressedImage', schema: CompressedImage },
  '/action': { name: 'faultscape.Action', schema: numbers('action by name') },
  '/state': { name: 'faultscape.State', schema: numbers('state by name, in the units of the names') },
  '/score': { name: 'faultscape.Score', schema: numbers('score so far: total and terms') },
} as const;
export type Topic = keyof typeof TOPICS;
