import { z } from 'zod';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { ENGINE_CHOICES, HOSTING, TF_CHOICES } from './attack-config.ts';
import { parseWith } from './parse.ts';

const { seed, workers, seats, plugins } = HOSTING;

const HardenSchema = z.strictObject({
  /** The folder of the attack whose failures are learned from. */
  run: z.string(),
  out: z.string({ error: 'a folder for what comes of it, e.g. --out runs/hardened' }),
  /** Of the training episodes, how many are in scenes that the attack learned. */
  share: z.number().min(0.05).max(1).default(0.5),
  /** Null is what is usual for the agent. */
  rounds: z.int().min(1).max(1000).nullable().default(null),
  /** Training episodes, or pictures, of a round. */
  episodes: z.int().min(2).max(1_000_000).nullable().default(null),
  /** Training steps of a round. */
  steps: z.int().min(1).max(1_000_000).nullable().default(null),
  learningRate: z.number().positive().nullable().default(null),
  /** Episodes of each kind that judge the agent before and after. */
  judged: z.int().min(1).max(3000).default(100),
  /** New adversaries set on the agent before and after. */
  attacks: z.int().min(0).max(20).default(1),
  /** Null is as the attack was drawn and computed. */
  gl: z.enum(GL_CHOICES).nullable().default(null),
  tf: z.enum(TF_CHOICES).nullable().default(null),
  engine: z.enum(ENGINE_CHOICES).nullable().default(null),
  ...{ seed, workers, seats, plugins },
});

/** Everything a hardening depends on besides the attack's folder. */
export type HardenConfig = Readonly<z.infer<typeof HardenSchema>>;

export function parseHardenConfig(flags: Readonly<Record<string, unknown>>): HardenConfig {
  return parseWith(HardenSchema, flags, 'The hardening', 'usage');
}
