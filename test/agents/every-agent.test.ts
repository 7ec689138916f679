import { describe } from 'vitest';
import { agentNames, createAgent } from '../../agents/index.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import { agentContract } from '../contracts/agent.contract.ts';

describe.each(agentNames())('agent %s', (name) => {
  agentContract(
    () => createAgent(name, FILE_CONTEXT),
    () => openHeadlessRenderer({ route: 'swiftshader' }),
  );
});
