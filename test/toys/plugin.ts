import { registerAgent } from '../../agents/registry.ts';
import { FaultscapeError } from '../../sim/core/errors.ts';
import { registerTask } from '../../sim/tasks/registry.ts';
import { backwardsAgent, brokenAgent, crashingAgent, crashingCil, slowAgent, toyAgent } from './toy-agent.ts';
import { FENCED_TOY_TASK, TOY_TASK } from './toy-task.ts';

/** Registers the toys; loaded by the command line with --plugin, and again in its workers. */
const marker = process.env.FAULTSCAPE_TOY_MARKER ?? '/nowhere';

registerTask(TOY_TASK.id, () => TOY_TASK);
registerTask(FENCED_TOY_TASK.id, () => FENCED_TOY_TASK);
registerAgent('toy', () => toyAgent('toy'));
registerAgent('toy/slow', () => slowAgent(15));
registerAgent('toy/backwards', () => backwardsAgent());
registerAgent('toy/broken', () => brokenAgent());
registerAgent('toy/crashing-once', () => crashingAgent(marker, true));
registerAgent('toy/crashing', () => crashingAgent(marker, false));
registerAgent('toy/crashing-cil', (context) => crashingCil(context, marker));
registerAgent('toy/weightless', () => {
  throw new FaultscapeError('data', 'The weights of toy/weightless are truncated.', {
    expected: '100 bytes',
    got: '7 bytes',
  });
});
