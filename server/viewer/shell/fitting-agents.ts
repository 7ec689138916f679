import type { About } from '../../http/api.ts';

/** Agents that give what a task takes, by name; those of which nothing is known may fit as well. */
export function fittingAgents({ agents, tasks }: Pick<About, 'agents' | 'tasks'>, task: string): string[] {
  const takes = tasks.find(({ id }) => id === task)?.action.names.join();
  return agents
    .filter(({ gives }) => gives === null || takes === undefined || gives.join() === takes)
    .map(({ name }) => name);
}

/** The agent chosen before, if it may fit another task; else the first that does. */
export function agentFor(about: Pick<About, 'agents' | 'tasks'>, task: string, chosen: string): string {
  const isKnown = about.agents.some(({ name }) => name === chosen);
  const fits = fittingAgents(about, task);
  return chosen !== '' && (!isKnown || fits.includes(chosen)) ? chosen : (fits[0] ?? chosen);
}
