import type { Clock } from './clock.ts';
import type { Seat } from './seat.ts';

/** How long other seats of its name are preferred to one that lost an episode. */
export const DOUBT_MS = 30_000;

/** Somebody who waits for a seat. */
export interface Claim {
  readonly name: string;
  /** Whether a free slot is wanted, or only somebody to talk to. */
  readonly slot: boolean;
  /** Why a seat of that name will not do, or null. */
  readonly objection: (seat: Seat) => string | null;
  readonly take: (seat: Seat) => void;
  /** Nobody there can ever serve this: why, or null when nobody of that name is there at all. */
  readonly onStuck: (objection: string | null) => void;
}

/**
 * Who sits where, and who waits for a seat, in the order in which they came. Episodes are spread
 * over all seats of a name: the least loaded gets the next one, the earliest among equals.
 */
export class SeatBook {
  readonly #clock: Clock;
  readonly #seats: Seat[] = [];
  #claims: Claim[] = [];
  /** Names that lost episodes with a seat lately, and until when they are doubted for it. */
  readonly #doubts = new Map<string, number>();
  #settling = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get seats(): readonly Seat[] {
    return this.#seats;
  }

  named(name: string): readonly Seat[] {
    return this.#seats.filter((seat) => seat.join.name === name);
  }

  /** One that comes back in place of a seat that was lost is doubted like that one. */
  add(seat: Seat): void {
    seat.doubtedUntilMs = this.#doubts.get(seat.join.name) ?? seat.doubtedUntilMs;
    this.#seats.push(seat);
    this.settle();
  }

  /** A seat is gone, and so many episodes with it. */
  remove(seat: Seat, lost: number): void {
    if (lost > 0) this.#doubts.set(seat.join.name, this.#clock.nowMs() + DOUBT_MS);
    const place = this.#seats.indexOf(seat);
    if (place >= 0) this.#seats.splice(place, 1);
    this.settle();
  }

  claim(claim: Claim): void {
    this.#claims.push(claim);
    this.settle();
  }

  withdraw(claim: Claim): void {
    this.#claims = this.#claims.filter((each) => each !== claim);
  }

  /** Serves whoever can be served; to be called whenever a seat has changed. */
  settle(): void {
    if (this.#settling) return;
    this.#settling = true;
    for (const claim of [...this.#claims]) {
      const seat = this.#choose(claim);
      if (seat === null) continue;
      this.withdraw(claim);
      claim.take(seat);
    }
    this.#settling = false;
  }

  #choose({ name, slot, objection, onStuck }: Claim): Seat | null {
    const present = this.named(name).filter((seat) => !seat.leaving);
    const fit = present.filter((seat) => objection(seat) === null);
    if (fit.length === 0) {
      onStuck(present.length === 0 ? null : objection(present[0] as Seat));
      return null;
    }
    if (!slot) return fit[0] as Seat;
    const nowMs = this.#clock.nowMs();
    const trusted = fit.filter((seat) => seat.doubtedUntilMs <= nowMs);
    const free = (trusted.length > 0 ? trusted : fit).filter((seat) => seat.free);
    return free.sort((a, b) => loadOf(a) - loadOf(b) || a.number - b.number)[0] ?? null;
  }
}

function loadOf({ busy, environments }: Seat): number {
  return busy / environments;
}
