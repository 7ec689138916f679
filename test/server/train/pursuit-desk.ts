import type { Driver, Reply, SeatDesk, SentRoute, Sight } from '../../../agents/index.ts';
import { PurePursuitAgent } from '../../../agents/index.ts';
import type { Action, Briefing, CameraSpec, Notes } from '../../../sim/index.ts';

interface Held {
  readonly seed: number;
  /** Which try at that seed this is, from 1. */
  readonly attempt: number;
  route: SentRoute | null;
}

/** A desk at which pure-pursuit sits, and is lost where it is told to. */
export class PursuitDesk implements SeatDesk {
  readonly #camera: CameraSpec | null;
  readonly #losesAt: (seed: number, attempt: number, step: number) => boolean;
  readonly #held = new Map<string, Held>();
  readonly #attempts = new Map<number, number>();
  readonly #expert = new PurePursuitAgent();
  #count = 0;

  constructor(
    options: {
      camera?: CameraSpec;
      losesAt?: (seed: number, attempt: number, step: number) => boolean;
    } = {},
  ) {
    this.#camera = options.camera ?? null;
    this.#losesAt = options.losesAt ?? (() => false);
  }

  /** How many episodes were begun and not ended. */
  get open(): number {
    return this.#held.size;
  }

  async meet(address: string): Promise<Driver> {
    return { name: address, version: '7', needs: { camera: this.#camera, truth: true } };
  }

  async begin(_address: string, { seed }: Briefing): Promise<string> {
    const attempt = (this.#attempts.get(seed) ?? 0) + 1;
    this.#attempts.set(seed, attempt);
    const episode = `e${this.#count++}`;
    this.#held.set(episode, { seed, attempt, route: null });
    return episode;
  }

  async exchange(sights: readonly Sight[]): Promise<readonly Reply[]> {
    return sights.map((sight) => this.#answer(sight));
  }

  async end(episode: string): Promise<Notes> {
    this.#held.delete(episode);
    return {};
  }

  #answer({ episode, route, truth, ...seen }: Sight): Reply {
    const held = this.#held.get(episode) as Held;
    held.route ??= route;
    if (this.#losesAt(held.seed, held.attempt, seen.step)) return { fault: 'it fell asleep' };
    const { xyM, stepM, speedMps } = held.route as SentRoute;
    const known = {
      ...(truth as NonNullable<typeof truth>),
      routeXyM: xyM,
      routeStepM: stepM,
      routeSpeedMps: speedMps,
    };
    const [action] = this.#expert.act([{ ...seen, seat: 0, truth: known }]);
    return { action: Array.from(action as Action) };
  }
}
