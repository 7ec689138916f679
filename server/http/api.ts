/**
 * What the server and its page say to each other: the shapes of `/api` and of the socket `/live`.
 * Everything is JSON. An error is `{ error: ApiError }` with the status of its kind.
 */
import type { OptionSpec } from '../../adversary/index.ts';
import type { ActionSpec, CameraSpec } from '../../sim/agent.ts';
import type { ErrorKind, Json } from '../../sim/core/index.ts';
import type { Axis, Point, Scene } from '../../sim/space/index.ts';
import type { LiveEvent, StatusNews } from '../live/live-event.ts';
import type { TrainingRecord } from '../train/pictures/training-state.ts';

export interface ApiError {
  readonly kind: ErrorKind | 'not-found';
  readonly message: string;
  readonly expected?: string;
  readonly got?: string;
  readonly hint?: string;
}

/** GET /api/about */
export interface About {
  readonly version: string;
  readonly tasks: readonly TaskAbout[];
  /** Agents that need nothing more than their name: built in and plug-ins, without the remote kinds. */
  readonly agents: readonly AgentAbout[];
  /** Programs that sit at this server now. */
  readonly seats: readonly SeatAbout[];
  readonly adversaries: readonly AdversaryAbout[];
  /** Where programs join, e.g. "ws://127.0.0.1:4747/agent". */
  readonly agentUrl: string;
  readonly runsFolder: string;
}

export interface AgentAbout {
  readonly name: string;
  /** The names of its actions; null where that is not known before it is made. */
  readonly gives: readonly string[] | null;
}

export interface TaskAbout {
  readonly id: string;
  readonly description: string;
  readonly spaces: readonly { readonly name: string; readonly axes: readonly Axis[] }[];
  readonly nominal: Scene;
  readonly action: ActionSpec;
  readonly controlStepS: number;
  readonly failsBelow: number;
  readonly traceNames: readonly string[];
}

export interface SeatAbout {
  readonly name: string;
  readonly version: string;
  readonly environments: number;
  readonly busy: number;
}

export interface AdversaryAbout {
  readonly name: string;
  readonly description: string;
  /** As the registry has them: type, limits and choices are what a form needs. */
  readonly options: readonly OptionSpec[];
}

/** A share with its Wilson interval at 95 %; of a total of 0 it is 0, in an interval from 0 to 1. */
export interface Share {
  readonly hits: number;
  readonly total: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** GET /api/runs gives a list of these, newest first. */
export interface RunSummary {
  /** Path of its folder below the runs folder, with "/" between parts: its name in every URL. */
  readonly name: string;
  readonly command: 'attack' | 'evaluate' | 'drive';
  /** `stale`: its manifest says running, but no process holds the folder. */
  readonly status: 'running' | 'interrupted' | 'failed' | 'done' | 'stale';
  /** It was started here and can be stopped here. */
  readonly ours: boolean;
  /** What it last said of itself, e.g. what it waits for or why it failed; null when it never ran in this server. */
  readonly news: StatusNews | null;
  readonly task: string;
  readonly space: string | null;
  readonly agent: string;
  readonly adversary: string | null;
  readonly seed: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly episodes: number;
  readonly aborted: number;
  /** In the order a reader meets them. */
  readonly phases: readonly { readonly phase: string; readonly failed: Share }[];
  /** Why it cannot be read, for a folder that is damaged; the rest is then empty. */
  readonly problem: string | null;
}

/** GET /api/trainings gives a list of these, by name. */
export interface TrainingSummary {
  /** Path of its folder below the runs folder, with "/" between parts. */
  readonly name: string;
  readonly settings: TrainingRecord['settings'];
  /** Whole rounds so far. */
  readonly rounds: number;
  /** The loss on held-out pictures after the last; null before there is one. */
  readonly heldOut: number | null;
  /** Why it cannot be read, for a folder that is damaged. */
  readonly problem: string | null;
}

/** GET /api/trainings/NAME */
export interface TrainingDetail extends TrainingRecord {
  readonly name: string;
}

/** GET /api/hardenings gives a list of these, by name. */
export interface HardeningSummary {
  /** Path of its folder below the runs folder, with "/" between parts. */
  readonly name: string;
  readonly status: 'running' | 'interrupted' | 'done';
  readonly task: string;
  readonly space: string;
  /** As it was attacked. */
  readonly agent: string;
  readonly adversary: string;
  /** Stages that are whole, and all that there are. */
  readonly stages: { readonly done: number; readonly of: number };
  /** What failed before and after, the nominal scene first; empty before its end. */
  readonly rows: readonly HardeningRow[];
  /** Why it cannot be read, for a folder that is damaged; the rest is then empty. */
  readonly problem: string | null;
}

export interface HardeningRow {
  readonly where: string;
  readonly before: Share;
  readonly after: Share;
  /** Null where no episode ended. */
  readonly meanQBefore: number | null;
  readonly meanQAfter: number | null;
  /** Null where the episodes before and after are not the same. */
  readonly paired: { readonly mended: number; readonly broken: number; readonly p: number } | null;
}

/** GET /api/hardenings/NAME */
export interface HardeningDetail extends HardeningSummary {
  /** The attack that is learned from, and its name below the runs folder where it lies there. */
  readonly attack: string;
  readonly attackRun: string | null;
  readonly steps: readonly HardeningStep[];
  /** What became of it in sentences, how it was done, and the command that does it again; null before its end. */
  readonly outcome: {
    readonly findings: readonly string[];
    readonly setting: readonly string[];
    /** With the new weights. */
    readonly agent: string;
    readonly versions: { readonly before: string; readonly after: string };
    readonly command: string;
  } | null;
}

export interface HardeningStep {
  /** Its folder in that of the hardening. */
  readonly name: string;
  readonly what: string;
  readonly state: 'done' | 'begun' | 'to come';
  /** Its name as a run, once it has begun; null for the training. */
  readonly run: string | null;
  /** Its name as a training that has curves of its own. */
  readonly training: string | null;
  readonly episodes: number;
  /** Of what it tried last: an attack's own scenes, or all. */
  readonly failed: Share | null;
}

/** GET /api/runs/NAME */
export interface RunDetail {
  readonly summary: RunSummary;
  /** The files that the task names, by the names of the run's copies. */
  readonly taskFiles: readonly TaskFileAbout[];
  readonly failsBelow: number;
  /** Null for a run that is no attack. */
  readonly axes: readonly Axis[] | null;
  readonly camera: CameraSpec | null;
  readonly renderer: string | null;
  readonly agentVersion: string;
  /** Null for a task that this server does not know: a plug-in's it was not started with. */
  readonly controlStepS: number | null;
  readonly remarks: readonly string[];
  /** Ids that the generator of each learned phase was trained on. */
  readonly induced: Readonly<Record<string, readonly string[]>>;
  /** Per learned phase, what the learner logged; losses are one entry per logged iteration. */
  readonly learning: readonly LearningAbout[];
  readonly config: Json;
}

export interface TaskFileAbout {
  /** As the task names it. */
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface LearningAbout {
  readonly phase: string;
  readonly losses: readonly Readonly<Record<string, number>>[];
  readonly energyDistances: readonly number[];
  readonly inducedStd: readonly number[];
  readonly generatedStd: readonly number[];
}

/** One logged episode, without its steps. */
export interface EpisodeEntry {
  readonly id: string;
  readonly phase: string;
  readonly point: Point | null;
  readonly scene: Scene;
  readonly seed: number;
  readonly task: string;
  readonly status: 'done' | 'aborted' | 'invalid';
  readonly q: number | null;
  readonly failed: boolean | null;
  readonly reason: string | null;
  readonly terms: Readonly<Record<string, number>> | null;
  readonly steps: number;
  readonly error: string | null;
}

/**
 * GET /api/runs/NAME/episodes?after=CURSOR&most=N: what was logged after a cursor (0 at first), in
 * that order, at most 10000 at once; a page without episodes is the last.
 */
export interface EpisodePage {
  readonly episodes: readonly EpisodeEntry[];
  readonly cursor: number;
}

/** GET /api/runs/NAME/episodes/ID/steps */
export interface EpisodeSteps {
  /** Columns: the action's names, then the task's traceNames. */
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** GET /api/runs/NAME/distribution?n=1000&seed=1: draws of what was learned; 404 before it is. */
export interface Draws {
  readonly points: readonly Point[];
}

/** GET /api/runs/NAME/figures: coverage and spread by phase, as the report has them. */
export interface Figures {
  readonly phases: readonly {
    readonly phase: string;
    readonly afr: Share;
    readonly spread: number | null;
    readonly coverage: Share | null;
  }[];
  readonly headline: string;
  readonly findings: readonly string[];
}

/**
 * GET /api/runs/NAME/explanation: where the agent fails, in words and figures, as `faultscape explain` tells it of
 * what is logged so far.
 */
export interface ExplanationAbout {
  /** What the rules are about. */
  readonly head: string;
  /** Each in a sentence; those that fail more often first. */
  readonly rules: readonly { readonly words: string; readonly fails: Share; readonly worst: string | null }[];
  /** In a space with priors, where something failed. */
  readonly likeliest: {
    readonly words: string;
    /** The likeliest first, and all that were run again; `below` is how far below the likeliest scene. */
    readonly failures: readonly {
      readonly id: string;
      readonly below: number;
      /** Share of new seeds that failed; null where there were none. */
      readonly again: Share | null;
    }[];
  } | null;
  /** For a run that was judged by rules. */
  readonly score: {
    /** As they were given. */
    readonly written: string;
    /** The most important first. */
    readonly rules: readonly {
      readonly name: string;
      readonly violated: Share;
      readonly worst: { readonly id: string; readonly robustness: number };
    }[];
    readonly front: readonly { readonly id: string; readonly robustness: readonly number[] }[];
    readonly note: string;
  } | null;
  /** The share of Q's variance that each axis decides, the largest first; null where nothing tells it. */
  readonly importance: {
    readonly note: string;
    readonly axes: readonly {
      readonly title: string;
      readonly first: Interval | null;
      readonly total: Interval | null;
    }[];
  } | null;
  readonly groups: {
    readonly note: string;
    readonly groups: readonly {
      readonly failures: number;
      /** Id of the episode in the group's middle. */
      readonly representative: string;
      readonly q: number;
      readonly reason: string;
      readonly where: string;
    }[];
  };
  /** What was learned; null before there is something. The least uniform axis first. */
  readonly distribution: {
    readonly kind: string;
    readonly draws: number;
    /** The heaps that they lie in, the largest first, and what they are. */
    readonly heaps: readonly { readonly share: number; readonly where: string }[];
    readonly heapsNote: string;
    readonly marginals: readonly {
      readonly title: string;
      readonly fromUniform: number;
      /** Null for an axis of categories. */
      readonly limits: readonly [low: number, high: number] | null;
      readonly bins: readonly { readonly label: string; readonly share: number }[];
    }[];
  } | null;
  /** What was kept of episodes that were run again, each in lines of words. */
  readonly reruns: readonly (readonly string[])[];
  /** Why what was kept is not shown. */
  readonly problem: string | null;
}

/** A figure with its interval at 95 %. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Downloads, each as an attachment: GET /api/runs/NAME/download/episodes.csv, episodes.parquet,
 * scenes.json, and GET /api/runs/NAME/episodes/ID/download.mcap
 */
export const DOWNLOADS = ['episodes.csv', 'episodes.parquet', 'scenes.json'] as const;

/** POST /api/attacks (an attack config without `out`; `name` is the new run's folder): 201 RunRef. */
export interface NewAttack {
  readonly name: string;
  readonly config: Readonly<Record<string, Json>>;
}

/** POST /api/runs/NAME/stop and /api/runs/NAME/resume: 202 RunRef. */
export interface RunRef {
  readonly name: string;
}

/** POST /api/drives: 201 NewDriveRef. A human's episode runs in real time until it ends. */
export interface NewDrive {
  readonly task: string;
  readonly scene: Scene;
  readonly seed: number;
  /** A built-in agent, "ws:NAME", or "human". */
  readonly agent: string;
}

/** Where the drive is or will be logged. For "human", `join` is the seat's name to sit down with at /agent. */
export interface NewDriveRef {
  readonly run: string;
  readonly episode: string;
  readonly join: string | null;
}

/** Page to server on /live. `after` is the cursor up to which the page has the run's episodes. */
export type LiveRequest =
  | { readonly type: 'watch'; readonly run: string; readonly after: number; readonly steps: boolean }
  | { readonly type: 'unwatch' };

/** Server to page on /live. A page that reads slowly misses events, never episodes. */
export type LiveMessage =
  | { readonly type: 'runs'; readonly runs: readonly RunSummary[] }
  | ({ readonly type: 'episodes'; readonly run: string } & EpisodePage)
  | { readonly type: 'changed'; readonly run: string; readonly summary: RunSummary }
  | { readonly type: 'event'; readonly run: string; readonly event: LiveEvent }
  | { readonly type: 'problem'; readonly error: ApiError };
