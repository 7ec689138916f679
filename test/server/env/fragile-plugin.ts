import type { Action } from '../../../sim/agent.ts';
import type { Episode } from '../../../sim/task.ts';
import { registerTask } from '../../../sim/tasks/registry.ts';
import { TOY_TASK } from '../../toys/toy-task.ts';

/** A walk that breaks in a way of its own as soon as a stride is 1. */
function fragile(id: string, breakDown: () => void): void {
  registerTask(id, () => ({
    ...TOY_TASK,
    id,
    begin(scene, options) {
      const episode = TOY_TASK.begin(scene, options);
      const advance = episode.advance.bind(episode);
      const breaking: Pick<Episode, 'advance'> = {
        advance(action: Action) {
          if (action[0] === 1) breakDown();
          advance(action);
        },
      };
      return Object.assign(episode, breaking);
    },
  }));
}

fragile('toy/dying', () => process.kill(process.pid, 'SIGKILL'));
fragile('toy/throwing', () => {
  throw new Error('the floor gave way');
});
