import type { TaskAbout } from '../../http/api.ts';

/** What a person's hands can move. */
const WHEEL = ['steer', 'gas', 'brake'];

/** Whether a person at the page can act in a task. */
export function hasWheel({ action }: Pick<TaskAbout, 'action'>): boolean {
  return action.names.join() === WHEEL.join();
}
