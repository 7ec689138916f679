import type { HardenConfig } from '../config/harden-config.ts';
import type { LessonPlan } from './agent-school.ts';
import type { HardenVerdict } from './verdict.ts';

/** A hardening that came to its end. */
export interface Hardening {
  /** The name of the attack that was learned from. */
  readonly attack: string;
  readonly task: string;
  readonly space: string;
  readonly adversary: string;
  /** As it was attacked, and with the new weights, by name. */
  readonly agent: { readonly before: string; readonly after: string };
  readonly versions: { readonly before: string; readonly after: string };
  /** Whether scenes were drawn from what the attack learned; otherwise they are the failures that it met. */
  readonly drawn: boolean;
  readonly config: HardenConfig;
  readonly plan: LessonPlan;
  /** What it was trained with, as one calls it. */
  readonly noun: string;
  /** What drew the pictures; null where there was nothing to see. */
  readonly renderer: string | null;
  readonly teacher: string | null;
  /** Distinct learned scenes drawn to train in, and those in which the teacher passes. */
  readonly lessons: { readonly drawn: number; readonly taught: number };
  /** The new weights' file in the folder. */
  readonly weights: string;
  readonly verdict: HardenVerdict;
}
