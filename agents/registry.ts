import type { Agent } from '../sim/agent.ts';
import { FaultscapeError } from '../sim/core/index.ts';
import type { SeatDesk } from './remote/seat-desk.ts';

/** What an agent is given to come alive; files are read by whoever hosts it. */
export interface AgentContext {
  /** Reads a file of the agent's own (weights, labels) by its path from the package's root. */
  readonly readAsset: (path: string) => Promise<Uint8Array>;
  /** Reads a file the user named, by its path from where the program was started. */
  readonly readUserFile: (path: string) => Promise<Uint8Array>;
  /** Where drivers that are programs elsewhere sit; null where none can. */
  readonly desk: SeatDesk | null;
}

/** `argument` is what follows the first colon of the name asked for ("cil:my.fsw"), or null. */
export type AgentFactory = (context: AgentContext, argument: string | null) => Agent | Promise<Agent>;

const known = new Map<string, { readonly make: AgentFactory; readonly gives: readonly string[] | null }>();

/**
 * Makes an agent known by name; third parties call this from their plug-in module. `gives` says the names of
 * its actions, so that people are offered it only for tasks that take them.
 */
export function registerAgent(
  name: string,
  make: AgentFactory,
  { gives = null }: { gives?: readonly string[] | null } = {},
): void {
  known.set(name, { make, gives });
}

/** The names of the actions that an agent gives; null where that is not known before it is made. */
export function agentGives(name: string): readonly string[] | null {
  return known.get(name)?.gives ?? null;
}

export function agentNames(): readonly string[] {
  return [...known.keys()];
}

/** Makes an agent by name, or by name and argument: "cil", "cil:runs/mine/cil.fsw". */
export async function createAgent(spec: string, context: AgentContext): Promise<Agent> {
  const colon = spec.indexOf(':');
  const name = colon < 0 ? spec : spec.slice(0, colon);
  const agent = known.get(name);
  if (agent === undefined) {
    throw new FaultscapeError('usage', 'There is no such agent.', {
      expected: `one of ${agentNames().join(', ')}`,
      got: name,
    });
  }
  return agent.make(context, colon < 0 ? null : spec.slice(colon + 1));
}
