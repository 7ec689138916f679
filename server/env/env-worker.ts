import {
  type Encoding,
  encodeMessage,
  ProtocolError,
  type WireSensors,
} from '../../agents/protocol/index.ts';
import { createTask } from '../../sim/index.ts';
import { type GlChoice, openHeadlessRenderer } from '../../sim/render/headless.ts';
import { encodeJpeg } from '../encode/jpeg.ts';
import { loadEpisodeParts } from '../evaluate/load-parts.ts';
import type { WorkerHost } from '../evaluate/worker-protocol.ts';
import { errorMessage } from './error-message.ts';
import { type EnvRequest, VectorEnv } from './vector-env.ts';

export interface EnvWorkerConfig {
  readonly task: string;
  readonly environments: number;
  readonly sensors: WireSensors;
  readonly encoding: Encoding;
  readonly gl: GlChoice;
  readonly plugins: readonly string[];
  readonly maxPictureBytes: number;
}

export interface EnvWorkerAbout {
  readonly renderer: string | null;
  /** Whether observations will hold the true pose. */
  readonly truth: boolean;
}

/**
 * The pool's module for one trainer: its environments live here, and answers leave as the frame that
 * goes out on the socket.
 */
export async function openWorker(
  config: EnvWorkerConfig,
): Promise<WorkerHost<EnvRequest, Uint8Array | string>> {
  const { task, environments, sensors, encoding, gl, plugins, maxPictureBytes } = config;
  await loadEpisodeParts(plugins);
  const env = new VectorEnv({
    task: createTask(task),
    environments,
    sensors,
    openRenderer: () => openHeadlessRenderer({ route: gl }),
    jpeg: (rgb, widthPx, heightPx) => encodeJpeg(rgb, { widthPx, heightPx }),
    maxPictureBytes,
  });
  const about: EnvWorkerAbout = { renderer: env.rendererName, truth: env.showsTruth };
  return {
    about,
    async run(request) {
      try {
        return encodeMessage(env.answer(request), encoding);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        return encodeMessage(errorMessage(error, request.id), encoding);
      }
    },
    close: () => env.close(),
  };
}
