import { z } from 'zod';

export const PACES = ['lock-step', 'realtime'] as const;
export const STALE_ACTIONS = ['hold', 'coast'] as const;

/** How a run treats programs that drive in it. */
export interface Manner {
  /** Whether the world waits for an answer. */
  readonly pace: (typeof PACES)[number];
  /** What a car does in real time when no answer came: its last action again, or all zeros. */
  readonly stale: (typeof STALE_ACTIONS)[number];
  /** A program silent for so long has stalled: its episode is taken away. */
  readonly answerTimeoutS: number;
}

/** The manner as fields of a run's config. */
export const MANNER_FIELDS = {
  pace: z.enum(PACES).default('lock-step'),
  stale: z.enum(STALE_ACTIONS).default('hold'),
  agentTimeoutS: z.number().min(0.1).max(3600).default(30),
};

export function mannerOf(config: {
  readonly pace: Manner['pace'];
  readonly stale: Manner['stale'];
  readonly agentTimeoutS: number;
}): Manner {
  return { pace: config.pace, stale: config.stale, answerTimeoutS: config.agentTimeoutS };
}
