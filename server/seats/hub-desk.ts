import type { Driver, Reply, SeatDesk, Sight } from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Briefing, Notes, Outcome } from '../../sim/index.ts';
import { agentNameOf } from './agent-name.ts';
import type { Clock } from './clock.ts';
import { joinDifference } from './join-check.ts';
import type { LeasedEpisode } from './leased-episode.ts';
import type { Manner } from './manner.ts';
import { type Notice, waitingText } from './notice.ts';
import type { Join, Seat } from './seat.ts';
import type { Claim, SeatBook } from './seat-book.ts';

interface Held {
  readonly seat: Seat;
  readonly episode: LeasedEpisode;
}

/** An observation may go out so late, in parts of the period, without moving those after it. */
const LATENESS = 0.2;
/** Enough to read what has come already. */
const READING_MS = 50;

/**
 * One run's way to the programs that sit at a hub. A run is driven by one version of a program: the
 * first one it met; others of that name are left alone. To be closed when the run ends.
 */
export class HubDesk implements SeatDesk {
  readonly #book: SeatBook;
  readonly #clock: Clock;
  readonly #manner: Manner;
  readonly #url: string;
  readonly #onNotice: (notice: Notice) => void;
  readonly #newId: () => string;
  readonly #onClose: (desk: HubDesk) => void;
  readonly #drivers = new Map<string, Join>();
  readonly #held = new Map<string, Held>();
  readonly #claims = new Map<Claim, (error: Error) => void>();
  readonly #saying = new Map<string, string>();

  constructor(options: {
    book: SeatBook;
    clock: Clock;
    manner: Manner;
    /** Where programs join, e.g. "ws://127.0.0.1:4747/agent". */
    url: string;
    onNotice: (notice: Notice) => void;
    newId: () => string;
    onClose: (desk: HubDesk) => void;
  }) {
    this.#book = options.book;
    this.#clock = options.clock;
    this.#manner = options.manner;
    this.#url = options.url;
    this.#onNotice = options.onNotice;
    this.#newId = options.newId;
    this.#onClose = options.onClose;
  }

  async meet(address: string): Promise<Driver> {
    const name = agentNameOf(address);
    const seat = await this.#claim(name, { slot: false, task: null });
    if (!this.#drivers.has(name)) this.#drivers.set(name, seat.join);
    return seat.driver;
  }

  async begin(address: string, briefing: Briefing): Promise<string> {
    const id = this.#newId();
    await this.#claim(agentNameOf(address), {
      slot: true,
      task: briefing.taskId,
      // The slot is taken before anybody else can be served.
      onSeat: (seat) => this.#held.set(id, { seat, episode: seat.lease(id, briefing) }),
    });
    return id;
  }

  async exchange(sights: readonly Sight[]): Promise<readonly Reply[]> {
    const realtime = this.#manner.pace === 'realtime';
    const views = sights.map((sight) => ({ sight, held: this.#held.get(sight.episode) }));
    const known = views.filter((view): view is { sight: Sight; held: Held } => view.held !== undefined);
    const episodes = known.map(({ held }) => held.episode);
    if (realtime) await this.#untilDue(episodes);
    const nowMs = this.#clock.nowMs();
    const replies = views.map(({ sight, held }): Reply | Promise<Reply> => {
      return held === undefined
        ? { fault: 'the episode was given back' }
        : held.episode.expect(sight.step, nowMs);
    });
    const bySeat = new Map<Seat, { episode: LeasedEpisode; sight: Sight }[]>();
    for (const { sight, held } of known) {
      const views = bySeat.get(held.seat);
      const view = { episode: held.episode, sight };
      if (views === undefined) bySeat.set(held.seat, [view]);
      else views.push(view);
    }
    for (const [seat, views] of bySeat) seat.show(views, this.#manner.pace);
    const callOff = realtime
      ? known.map(({ held }) => this.#setDeadline(held, nowMs))
      : [this.#patience(known)];
    try {
      return await Promise.all(replies);
    } finally {
      for (const each of callOff) each();
    }
  }

  async end(id: string, outcome: Outcome | null): Promise<Notes> {
    const held = this.#held.get(id);
    if (held === undefined) return {};
    this.#held.delete(id);
    held.seat.end(held.episode, outcome);
    return held.episode.notes({ realtime: this.#manner.pace === 'realtime' });
  }

  /** Gives back all that is still held; who waits here waits no longer. */
  close(): void {
    for (const [claim, reject] of this.#claims) {
      this.#book.withdraw(claim);
      reject(new FaultscapeError('interrupted', `Nobody waits for agent ${claim.name} any more.`));
    }
    this.#claims.clear();
    for (const id of [...this.#held.keys()]) void this.end(id, null);
    this.#onClose(this);
  }

  /** Tells of a seat that came or went, if this run is about its name. */
  hear(name: string, notice: Notice): void {
    const concerned = this.#drivers.has(name) || [...this.#claims.keys()].some((each) => each.name === name);
    if (concerned) this.#onNotice(notice);
  }

  get #timeoutMs(): number {
    return this.#manner.answerTimeoutS * 1000;
  }

  #claim(
    name: string,
    wish: { slot: boolean; task: string | null; onSeat?: (seat: Seat) => void },
  ): Promise<Seat> {
    return new Promise((resolve, reject) => {
      const claim: Claim = {
        name,
        slot: wish.slot,
        objection: (seat) => this.#objection(seat, wish.task),
        take: (seat) => {
          this.#claims.delete(claim);
          this.#saying.delete(name);
          wish.onSeat?.(seat);
          resolve(seat);
        },
        onStuck: (objection) => this.#sayWaiting(name, objection ?? waitingText(name, this.#url)),
      };
      this.#claims.set(claim, reject);
      this.#book.claim(claim);
    });
  }

  #objection(seat: Seat, task: string | null): string | null {
    const { name } = seat.join;
    if (task !== null && !seat.drives(task)) {
      return `agent "${name}" is here, but it drives ${seat.join.tasks?.join(', ')} and not ${task}; waiting for one that does`;
    }
    const met = this.#drivers.get(name);
    const difference = met === undefined ? null : joinDifference(seat.join, met);
    if (difference === null) return null;
    const { field, expected, got } = difference;
    return `agent "${name}" is here with ${field} ${got}, but this run is driven with ${field} ${expected}; waiting for that`;
  }

  /** Each situation is told once, however many episodes are in it. */
  #sayWaiting(name: string, text: string): void {
    if (this.#saying.get(name) === text) return;
    this.#saying.set(name, text);
    this.#onNotice({ kind: 'waiting', text });
  }

  /** Gives up on who has not answered in time. Before that, what came while this process was busy is read. */
  #patience(views: readonly { readonly held: Held }[]): () => void {
    const giveUp = () => {
      for (const { held } of views) if (held.episode.waiting) this.#stalled(held);
    };
    let callOff = this.#clock.after(this.#timeoutMs, () => {
      callOff = this.#clock.after(READING_MS, giveUp);
    });
    return () => callOff();
  }

  #stalled({ seat, episode }: Held): void {
    seat.lose(episode, `gave no answer within ${this.#manner.answerTimeoutS} s`);
  }

  async #untilDue(episodes: readonly LeasedEpisode[]): Promise<void> {
    const dueMs = Math.max(...episodes.map((episode) => episode.dueMs));
    const waitMs = dueMs - this.#clock.nowMs();
    if (waitMs > 0) await new Promise<void>((resolve) => this.#clock.after(waitMs, resolve));
  }

  /** The answer is due before the next observation, which goes out a period after this one was to. */
  #setDeadline(held: Held, nowMs: number): () => void {
    const { episode } = held;
    const periodMs = episode.briefing.controlStepS * 1000;
    const onTime = nowMs - episode.dueMs < LATENESS * periodMs;
    episode.dueMs = (onTime ? episode.dueMs : nowMs) + periodMs;
    return this.#clock.after(episode.dueMs - nowMs, () => {
      if (!episode.waiting) return;
      if (this.#clock.nowMs() - episode.heardMs > this.#timeoutMs) this.#stalled(held);
      else episode.miss(this.#manner.stale);
    });
  }
}
