import type { RunSummary } from '../http/api.ts';
import { damagedSummary, type LoggedSummary } from './run-summary.ts';

/** A run that is about to be: what can be said of it before its folder is there. */
export function announced(
  name: string,
  about: Pick<RunSummary, 'command' | 'task' | 'space' | 'agent' | 'adversary' | 'seed'>,
): LoggedSummary {
  const startedAt = new Date().toISOString();
  return { ...damagedSummary(name, ''), ...about, status: 'running', startedAt, problem: null };
}
