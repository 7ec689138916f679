import {
  type Agent,
  AgentFault,
  type Answer,
  type Briefing,
  type Notes,
  type Observation,
  type Outcome,
  type SensorNeeds,
} from '../../sim/agent.ts';
import type { SeatDesk, Sight } from './seat-desk.ts';

/**
 * A driver that is a program elsewhere, behind the same port as a built-in one. Its danger: seats
 * share one exchange a step, so a driver that stalls holds up the episodes beside it until the desk
 * gives up on it.
 */
export class RemoteAgent implements Agent {
  readonly name: string;
  readonly version: string;
  readonly needs: SensorNeeds;
  readonly #desk: SeatDesk;
  readonly #address: string;
  readonly #seats = new Map<number, { readonly episode: string; knowsRoute: boolean }>();

  private constructor(desk: SeatDesk, address: string, version: string, needs: SensorNeeds) {
    this.name = address;
    this.version = version;
    this.needs = needs;
    this.#desk = desk;
    this.#address = address;
  }

  /** Resolves when a program of this address ("ws:my-agent") is there. */
  static async open(desk: SeatDesk, address: string): Promise<RemoteAgent> {
    const { version, needs } = await desk.meet(address);
    return new RemoteAgent(desk, address, version, needs);
  }

  async reset(seat: number, briefing: Briefing): Promise<void> {
    this.#seats.set(seat, { episode: await this.#desk.begin(this.#address, briefing), knowsRoute: false });
  }

  async act(batch: readonly Observation[]): Promise<readonly Answer[]> {
    const replies = await this.#desk.exchange(batch.map((seen) => this.#sight(seen)));
    return replies.map((reply) => ('fault' in reply ? new AgentFault(reply.fault) : reply.action));
  }

  async end(seat: number, outcome: Outcome | null): Promise<Notes> {
    const { episode } = this.#seatOf(seat);
    this.#seats.delete(seat);
    return this.#desk.end(episode, outcome);
  }

  #sight({ seat, step, timeS, speedMps, command, frame, truth, readings }: Observation): Sight {
    const place = this.#seatOf(seat);
    const sight = { episode: place.episode, step, timeS, speedMps, command, frame, readings };
    if (truth === null) return { ...sight, truth: null, route: null };
    const { xM, yM, headingRad, progressM, routeXyM, routeStepM, routeSpeedMps } = truth;
    const route = place.knowsRoute ? null : { stepM: routeStepM, xyM: routeXyM, speedMps: routeSpeedMps };
    place.knowsRoute = true;
    return { ...sight, truth: { xM, yM, headingRad, progressM }, route };
  }

  #seatOf(seat: number) {
    const place = this.#seats.get(seat);
    if (place === undefined) throw new RangeError(`seat ${seat} was not reset`);
    return place;
  }
}
