import { describe } from 'vitest';
import { agentNames, createAgent, PurePursuitAgent } from '../../agents/index.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import { agentContract } from '../contracts/agent.contract.ts';
import { LocalDesk } from '../toys/local-desk.ts';

/** Kinds that are programs elsewhere: here one without a wire sits at the desk. */
const REMOTE = ['ws', 'udacity'];

describe.each(agentNames())('agent %s', (name) => {
  agentContract(
    () =>
      REMOTE.includes(name)
        ? createAgent(`${name}:anybody`, { ...FILE_CONTEXT, desk: new LocalDesk(new PurePursuitAgent()) })
        : createAgent(name, FILE_CONTEXT),
    () => openHeadlessRenderer({ route: 'swiftshader' }),
  );
});
