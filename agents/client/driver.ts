import { type Agent, AgentFault, type Answer, type Observation } from '../../sim/agent.ts';
import {
  type AgentClientMessage,
  type AgentServerMessage,
  routeOf,
  sightOf,
  type WireAction,
  type WireObservation,
} from '../protocol/index.ts';
import type { SentRoute } from '../remote/seat-desk.ts';

type Heard = Extract<AgentServerMessage, { type: 'begin' | 'observe' | 'end' }>;

interface Drive {
  readonly environment: number;
  readonly route: SentRoute | null;
}

/**
 * Drives an agent by what the server says, one call at a time and in its order. While the agent
 * thinks, what arrives for other episodes gathers into its next batch; a newer sight of the same
 * episode takes the place of an older one, which by then is late anyway.
 */
export class Driver {
  readonly #agent: Agent;
  readonly #send: (message: AgentClientMessage) => void;
  readonly #fail: (error: unknown) => void;
  readonly #drives = new Map<string, Drive>();
  readonly #heard: Heard[] = [];
  readonly #sights = new Map<string, WireObservation>();
  #busy = false;
  #over = false;
  #idle: () => void = () => {};

  /** `fail` is told what the agent throws; nothing is sent after that. */
  constructor(agent: Agent, send: (message: AgentClientMessage) => void, fail: (error: unknown) => void) {
    this.#agent = agent;
    this.#send = send;
    this.#fail = fail;
  }

  hear(message: Heard): void {
    this.#heard.push(message);
    if (!this.#busy) void this.#work();
  }

  /** No more comes: every episode under way ends without an outcome. */
  async close(): Promise<void> {
    this.#over = true;
    if (this.#busy) await new Promise<void>((resolve) => (this.#idle = resolve));
    for (const { environment } of this.#drives.values()) await this.#agent.end?.(environment, null);
    this.#drives.clear();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      while (!this.#over && (this.#heard.length > 0 || this.#sights.size > 0)) {
        const message = this.#heard.shift();
        if (message === undefined) await this.#act();
        else if (message.type === 'begin') await this.#begin(message);
        else if (message.type === 'end') await this.#end(message);
        else for (const sight of message.observations) this.#sights.set(sight.episode, sight);
      }
    } catch (error) {
      this.#over = true;
      this.#fail(error);
    }
    this.#busy = false;
    this.#idle();
  }

  async #begin(message: Extract<Heard, { type: 'begin' }>): Promise<void> {
    const { episode, environment, task, action, controlStepS, seed, route, readings } = message;
    this.#drives.set(episode, { environment, route: route === undefined ? null : routeOf(route) });
    const needs = this.#agent.needs;
    const briefing = { taskId: task, action, controlStepS, seed, needs, readings };
    await this.#agent.reset(environment, briefing);
  }

  async #end({ episode, outcome }: Extract<Heard, { type: 'end' }>): Promise<void> {
    const drive = this.#drives.get(episode);
    if (drive === undefined) return;
    this.#drives.delete(episode);
    this.#sights.delete(episode);
    await this.#agent.end?.(drive.environment, outcome);
  }

  async #act(): Promise<void> {
    const sights: WireObservation[] = [];
    const batch: Observation[] = [];
    for (const sight of this.#sights.values()) {
      const drive = this.#drives.get(sight.episode);
      if (drive === undefined) continue;
      sights.push(sight);
      batch.push(sightOf(sight, { seat: drive.environment, step: sight.step, route: drive.route }));
    }
    this.#sights.clear();
    if (batch.length === 0) return;
    const answers = await this.#agent.act(batch);
    if (this.#over) return;
    this.#send({
      type: 'act',
      actions: sights.map((sight, i) => actionFor(sight, answers[i])),
    });
  }
}

/** An agent that lost its own driver has no action: none is what the server takes an episode away for. */
function actionFor({ episode, step }: WireObservation, answer: Answer | undefined): WireAction {
  const none = answer === undefined || answer instanceof AgentFault;
  return { episode, step, action: none ? [] : Array.from(answer) };
}
