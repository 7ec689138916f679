import { type Signal, signal } from '@preact/signals';
import { serveAgent } from '../../../agents/client/index.ts';
import type { Command, Observation, Outcome } from '../../../sim/agent.ts';
import type { Retrace } from '../../../sim/index.ts';
import type { NewDrive, TaskAbout } from '../../http/api.ts';
import type { StageFrame, StageSource } from '../stage/stage-source.ts';
import { AT_REST, type Controls } from './controls.ts';
import { Drive } from './drive.ts';
import { Hands } from './hands.ts';
import { HumanSeat } from './human-seat.ts';
import { PoseTrack } from './pose-track.ts';

const COUNT_FROM = 3;
const COUNT_EVERY_MS = 800;

export type HumanPhase =
  | { readonly phase: 'asking' }
  | { readonly phase: 'counting'; readonly count: number }
  | { readonly phase: 'driving' }
  /** The outcome comes at once, the log's row a moment later; null if the drive was taken away. */
  | { readonly phase: 'over'; readonly outcome: Outcome | null }
  | { readonly phase: 'problem'; readonly message: string };

/** What the instruments show. */
export interface Instruments {
  readonly speedMps: number;
  readonly timeS: number;
  readonly progressM: number;
  readonly command: Command;
}

/**
 * One drive by the person at this page, from the count-down to the end: it sits down at the server
 * like any program that drives, and shows where the car is from what it is told. Its danger is time:
 * the world does not wait, so nothing here may.
 */
export class HumanDrive implements StageSource {
  readonly drive: Drive;
  readonly phase: Signal<HumanPhase> = signal<HumanPhase>({ phase: 'asking' });
  readonly instruments: Signal<Instruments | null> = signal<Instruments | null>(null);
  readonly hands = new Hands();
  /** The wheel and pedals as they were last moved, for the instruments. */
  controls: Controls = AT_REST;
  readonly #retrace: Retrace;
  readonly #traceNames: readonly string[];
  readonly #track: PoseTrack;
  readonly #left = new AbortController();
  readonly #stop: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shownS = Number.NaN;
  #frame: StageFrame;
  #speedMps = 0;

  constructor(where: Omit<NewDrive, 'agent'>, task: TaskAbout, retrace: Retrace) {
    this.#retrace = retrace;
    this.#traceNames = task.traceNames;
    this.#track = new PoseTrack(task.controlStepS);
    this.#frame = this.#frameOf(retrace.start, 0);
    this.drive = new Drive({ ...where, agent: 'human' });
    this.#stop = this.drive.state.subscribe((state) => {
      if (state.state === 'problem') this.#fail(state.message);
      else if (state.state === 'driving' && state.ref.join !== null) this.#count(COUNT_FROM, state.ref.join);
    });
  }

  /** Gives the wheel back; a drive under way is then aborted, which counts for nobody. */
  close(): void {
    this.#leave();
    this.#stop();
    this.drive.close();
  }

  frame(nowMs: number): StageFrame {
    this.controls = this.hands.at(nowMs / 1000, this.#speedMps);
    const pose = this.#track.at(nowMs / 1000);
    if (pose === null || pose.timeS === this.#shownS) return this.#frame;
    this.#shownS = pose.timeS;
    const seen: Readonly<Record<string, number>> = { ...pose };
    const row = this.#traceNames.map((name, i) => seen[name] ?? (this.#retrace.start[i] as number));
    this.#frame = this.#frameOf(row, pose.timeS);
    return this.#frame;
  }

  #frameOf(row: ArrayLike<number>, timeS: number): StageFrame {
    const picture = this.#retrace.picture(row, timeS);
    return {
      picture,
      focus: picture.movers[0] ?? null,
      agentCamera: this.#retrace.cameraPose(row),
      ribbon: null,
      routeXyM: this.#retrace.routeXyM,
    };
  }

  #count(count: number, join: string): void {
    if (count === 0) {
      void this.#sit(join);
      return;
    }
    this.phase.value = { phase: 'counting', count };
    this.#timer = setTimeout(() => this.#count(count - 1, join), COUNT_EVERY_MS);
  }

  async #sit(join: string): Promise<void> {
    this.phase.value = { phase: 'driving' };
    const seat = new HumanSeat({
      name: join,
      controls: () => this.hands.at(performance.now() / 1000, this.#speedMps),
      onSight: (seen) => this.#see(seen),
      onEnd: (outcome) => this.#over(outcome),
    });
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    try {
      await serveAgent(seat, { url: `${scheme}://${location.host}/agent`, signal: this.#left.signal });
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #see({ timeS, speedMps, command, truth }: Observation): void {
    if (truth === null) return;
    const { xM, yM, headingRad, progressM } = truth;
    this.#speedMps = speedMps;
    this.#track.add({ timeS, xM, yM, headingRad, speedMps, progressM }, performance.now() / 1000);
    this.instruments.value = { speedMps, timeS, progressM, command };
  }

  #over(outcome: Outcome | null): void {
    if (this.phase.value.phase !== 'driving') return;
    this.phase.value = { phase: 'over', outcome };
    this.#leave();
  }

  #fail(message: string): void {
    if (this.phase.value.phase === 'over') return;
    this.phase.value = { phase: 'problem', message };
    this.#leave();
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#left.abort();
    this.hands.close();
  }
}
