import type { GlChoice } from '../../sim/render/headless.ts';
import type { Scene } from '../../sim/space/index.ts';
import type { TaskFile } from '../store/task-copies.ts';

/** How much is trained. */
export interface LessonPlan {
  readonly rounds: number;
  /** Training episodes, or pictures, of a round. */
  readonly episodes: number;
  /** Training steps of a round. */
  readonly steps: number;
  readonly learningRate: number;
}

export interface Schooling extends LessonPlan {
  /** The attacked task, with the files that it names. */
  readonly task: string;
  readonly files: readonly TaskFile[];
  /** What was learned to fail in and can be learned; at least one. */
  readonly failures: readonly Scene[];
  /** Of the training episodes, how many are in those. */
  readonly share: number;
  /** The weights file to begin with. */
  readonly from: string;
  readonly seed: number;
  readonly out: string;
  readonly workers: number;
  readonly gl: GlChoice;
  readonly plugins: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (activity: string, done: number, total: number) => void;
  readonly onRemark: (text: string) => void;
}

/** How an agent is trained further on a mix of what it was made with and scenes in which it fails. */
export interface AgentSchool {
  /** Where the package has the weights that it begins with unless the agent names others. */
  readonly shippedWeights: string;
  /** What it is trained with, as the report calls one. */
  readonly noun: 'training episode' | 'picture';
  /** The agent that labels a task's episodes; null where pictures carry their labels. */
  teacherOf(task: string): string | null;
  readonly usual: LessonPlan;
  /** Makes new weights, the same from the same seed; gives their file. */
  train(schooling: Schooling): Promise<string>;
}

/** Which training episodes are in learned failures: spread evenly among the others, so many of them. */
function isLesson(share: number, index: number): boolean {
  return Math.floor((index + 1) * share) > Math.floor(index * share);
}

/** How many of the first `count` episodes that are. */
export function lessonsAmong(share: number, count: number): number {
  return Math.floor(count * share);
}

/** The learned failure that a training episode is in, each in turn; null for an episode of the others. */
export function lessonOf(
  { failures, share, episodes }: Pick<Schooling, 'failures' | 'share' | 'episodes'>,
  round: number,
  index: number,
): Scene | null {
  if (!isLesson(share, index)) return null;
  // Rounds below zero are those that are held out.
  const place = Math.max(0, round) * lessonsAmong(share, episodes) + lessonsAmong(share, index);
  return failures[place % failures.length] as Scene;
}
