import type { Driver, Sight } from '../../agents/index.ts';
import {
  type AgentClientMessage,
  type AgentServerMessage,
  type JpegEncoder,
  observationMessage,
  routeMessage,
  type WireAction,
  type WireSensors,
} from '../../agents/protocol/index.ts';
import type { Briefing, Outcome } from '../../sim/index.ts';
import { encodeJpeg } from '../encode/jpeg.ts';
import type { SeatAbout } from '../http/api.ts';
import type { Clock } from './clock.ts';
import { LeasedEpisode } from './leased-episode.ts';
import { DOUBT_MS } from './seat-book.ts';
import type { WireLine } from './wire-line.ts';

export type Join = Extract<AgentClientMessage, { type: 'join' }>;
export type AgentLine = WireLine<AgentClientMessage, AgentServerMessage>;

/** Answers in one message, by slot: more are an attempt to be flooded with warnings. */
const MOST_ACTIONS_PER_SLOT = 16;

/**
 * One program that has joined: its slots, and the episodes it drives in them. Its danger: a
 * program may answer anything at any time, so every answer is held against what it was shown.
 */
export class Seat {
  readonly number: number;
  readonly join: Join;
  readonly environments: number;
  readonly driver: Driver;
  /** Until then it gets episodes only where no other seat of its name is left. */
  doubtedUntilMs = Number.NEGATIVE_INFINITY;
  leaving = false;
  readonly #line: AgentLine;
  readonly #clock: Clock;
  readonly #onFree: () => void;
  readonly #episodes = new Map<string, LeasedEpisode>();
  readonly #slots: (LeasedEpisode | null)[];
  #gone = false;

  constructor(options: {
    number: number;
    join: Join;
    environments: number;
    line: AgentLine;
    clock: Clock;
    onFree: () => void;
  }) {
    const { number, join, environments, line } = options;
    this.number = number;
    this.join = join;
    this.environments = environments;
    this.driver = { name: join.name, version: join.version, needs: needsOf(join.sensors) };
    this.#line = line;
    this.#clock = options.clock;
    this.#onFree = options.onFree;
    this.#slots = Array.from({ length: environments }, () => null);
  }

  get busy(): number {
    return this.#episodes.size;
  }

  get free(): boolean {
    return !this.leaving && !this.#gone && this.busy < this.environments;
  }

  about(): SeatAbout {
    const { name, version } = this.join;
    return { name, version, environments: this.environments, busy: this.busy };
  }

  drives(task: string): boolean {
    return this.join.tasks === undefined || this.join.tasks.includes(task);
  }

  /** Takes the first free slot. */
  lease(id: string, briefing: Briefing): LeasedEpisode {
    const slot = this.#slots.indexOf(null);
    const episode = new LeasedEpisode(id, slot, briefing);
    this.#slots[slot] = episode;
    this.#episodes.set(id, episode);
    return episode;
  }

  /** Shows some of its episodes their next step, in one message. */
  show(views: readonly { episode: LeasedEpisode; sight: Sight }[], mode: 'lock-step' | 'realtime'): void {
    const there = views.filter(({ episode }) => episode.lost === null);
    if (there.length === 0) return;
    for (const { episode, sight } of there) this.#announce(episode, sight, mode);
    const jpeg = this.join.sensors.camera?.encoding === 'jpeg' ? jpegOf : undefined;
    const observations = there.map(({ episode, sight }) =>
      observationMessage(sight, { jpeg, readings: episode.briefing.readings }),
    );
    // However fast the simulator is, the answers are not too fast for it.
    this.#line.invite(observations.length);
    this.#line.send({ type: 'observe', observations });
  }

  /** Gives the slot back, and tells the program how it went. */
  end(episode: LeasedEpisode, outcome: Outcome | null): void {
    if (!this.#episodes.delete(episode.id)) return;
    this.#slots[episode.slot] = null;
    if (outcome !== null) this.doubtedUntilMs = Number.NEGATIVE_INFINITY;
    if (episode.announced && !this.#gone) {
      const reason = episode.lost ?? 'the run was stopped';
      const told = outcome === null ? { outcome, reason } : { outcome };
      this.#line.send({ type: 'end', episode: episode.id, ...told });
    }
    episode.lose('the episode is over');
    if (this.leaving && this.busy === 0) this.#line.leave('goodbye');
    this.#onFree();
  }

  /** Takes an episode away because the program does not drive it as it should. */
  lose(episode: LeasedEpisode, why: string): void {
    this.doubtedUntilMs = this.#clock.nowMs() + DOUBT_MS;
    episode.lose(`agent "${this.join.name}" ${why}`);
  }

  /** The program wants no further episodes. */
  leave(): void {
    this.leaving = true;
    if (this.busy === 0) this.#line.leave('goodbye');
    this.#onFree();
  }

  /** The connection is gone, and with it all it drove. */
  vanish(why: string): number {
    this.#gone = true;
    const lost = [...this.#episodes.values()];
    for (const episode of lost) episode.lose(`agent "${this.join.name}" was lost: ${why}`);
    return lost.length;
  }

  /** Takes answers in, each by itself. */
  take(actions: readonly WireAction[]): void {
    const most = MOST_ACTIONS_PER_SLOT * this.environments;
    if (actions.length > most) {
      const message = 'The message holds more actions than can have been asked for.';
      const [expected, got] = [`at most ${most}`, String(actions.length)];
      this.#line.refuse({ code: 'bad-message', message, expected, got });
      return;
    }
    for (const given of actions) this.#takeOne(given);
  }

  #takeOne(given: WireAction): void {
    const episode = this.#episodes.get(given.episode);
    if (episode === undefined) {
      const message = 'This seat has no such episode now.';
      this.#line.warn({ code: 'unknown-episode', message, ...this.#known(given.episode) });
      return;
    }
    const problem = actionProblem(given.action, episode.briefing.action.names);
    if (problem !== null) {
      const message = 'This action cannot be carried out; the episode is taken away.';
      this.#line.fault({ code: 'bad-action', message, episode: episode.id, ...problem });
      this.lose(episode, `gave a bad action (expected ${problem.expected}, got ${problem.got})`);
      return;
    }
    const { step, action, confidence } = given;
    const ignored = episode.take(step, action as readonly number[], confidence, this.#clock.nowMs());
    if (ignored === null) return;
    this.#line.warn({
      code: ignored,
      message: IGNORED[ignored],
      episode: episode.id,
      expected: episode.step < 0 ? 'nothing before the first observation' : `step ${episode.step}`,
      got: `step ${given.step}`,
    });
  }

  /** An id is repeated only as far as it is short. */
  #known(id: string) {
    const [first] = this.#episodes.keys();
    return {
      got: id,
      expected: first === undefined ? 'nothing: no episode is under way' : `for example ${first}`,
    };
  }

  #announce(episode: LeasedEpisode, { route }: Sight, mode: 'lock-step' | 'realtime'): void {
    if (episode.announced) return;
    episode.announced = true;
    const { taskId, action, controlStepS, seed, readings } = episode.briefing;
    this.#line.send({
      type: 'begin',
      episode: episode.id,
      environment: episode.slot,
      task: taskId,
      action,
      controlStepS,
      seed,
      mode,
      ...(route === null ? {} : { route: routeMessage(route) }),
      ...(readings === undefined ? {} : { readings }),
    });
  }
}

const IGNORED = {
  late: 'That step is over.',
  duplicate: 'That step already has its action.',
  'out-of-order': 'That step was not shown yet.',
} as const;

const jpegOf: JpegEncoder = (rgb, widthPx, heightPx) => encodeJpeg(rgb, { widthPx, heightPx });

/** JSON writes numbers that are none as null. */
function actionProblem(action: readonly (number | null)[], names: readonly string[]) {
  if (action.length === names.length && action.every(Number.isFinite)) return null;
  const few = action.slice(0, 8).map(String);
  const got = `[${few.join(', ')}${action.length > few.length ? ', ...' : ''}]`;
  return { expected: `${names.length} finite numbers: ${names.join(', ')}`, got };
}

/** What the simulator is to compute; how a picture is packed is the seat's affair. */
function needsOf({ camera, truth, sensors }: WireSensors): Driver['needs'] {
  const needs = { truth, ...(sensors === undefined ? {} : { sensors }) };
  if (camera === null) return { ...needs, camera };
  const { encoding: _, ...drawn } = camera;
  return { ...needs, camera: drawn };
}
