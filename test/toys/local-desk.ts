import type { Driver, Reply, SeatDesk, SentRoute, Sight } from '../../agents/index.ts';
import {
  type Agent,
  AgentFault,
  type Briefing,
  type Notes,
  type Observation,
  type Outcome,
} from '../../sim/agent.ts';

interface Place {
  readonly seat: number;
  route: SentRoute | null;
}

/** A desk without a wire: its one driver is an agent of this process. */
export class LocalDesk implements SeatDesk {
  readonly ended: (readonly [episode: string, outcome: Outcome | null])[] = [];
  readonly #agent: Agent;
  readonly #places = new Map<string, Place>();
  #count = 0;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  get open(): number {
    return this.#places.size;
  }

  async meet(): Promise<Driver> {
    const { name, version, needs } = this.#agent;
    return { name, version, needs };
  }

  async begin(_address: string, briefing: Briefing): Promise<string> {
    const seat = this.#count++;
    await this.#agent.reset(seat, briefing);
    this.#places.set(`e${seat}`, { seat, route: null });
    return `e${seat}`;
  }

  async exchange(sights: readonly Sight[]): Promise<readonly Reply[]> {
    const answers = await this.#agent.act(sights.map((sight) => this.#observation(sight)));
    return answers.map((answer) =>
      answer instanceof AgentFault ? { fault: answer.message } : { action: Array.from(answer) },
    );
  }

  async end(episode: string, outcome: Outcome | null): Promise<Notes> {
    this.#places.delete(episode);
    this.ended.push([episode, outcome]);
    return { asked: 1 };
  }

  #observation({ episode, truth, route, ...seen }: Sight): Observation {
    const place = this.#places.get(episode) as Place;
    place.route = route ?? place.route;
    if (truth === null) return { seat: place.seat, ...seen, truth: null };
    const { stepM, xyM, speedMps } = place.route as SentRoute;
    const full = { ...truth, routeXyM: xyM, routeStepM: stepM, routeSpeedMps: speedMps };
    return { seat: place.seat, ...seen, truth: full };
  }
}
