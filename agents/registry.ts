import type { Agent } from '../sim/agent.ts';
import { FaultscapeError } from '../sim/core/errors.ts';

/** What an agent is given to come alive; files are read by whoever hosts it. */
export interface AgentContext {
  /** Reads a file of the agent's own (weights, labels) by its path from the package's root. */
  readonly readAsset: (path: string) => Promise<Uint8Array>;
}

export type AgentFactory = (context: AgentContext) => Agent | Promise<Agent>;

const factories = new Map<string, AgentFactory>();

/** Makes an agent known by name; third parties call this from their plug-in module. */
export function registerAgent(name: string, factory: AgentFactory): void {
  factories.set(name, factory);
}

export function agentNames(): readonly string[] {
  return [...factories.keys()];
}

export async function createAgent(name: string, context: AgentContext): Promise<Agent> {
  const factory = factories.get(name);
  if (factory === undefined) {
    throw new FaultscapeError('usage', 'There is no such agent.', {
      expected: `one of ${agentNames().join(', ')}`,
      got: name,
    });
  }
  return factory(context);
}
