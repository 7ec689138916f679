import { CilAgent } from './cil/cil-agent.ts';
import { registerAgent } from './registry.ts';

export { type AgentContext, type AgentFactory, agentNames, createAgent, registerAgent } from './registry.ts';

registerAgent('cil', async ({ readAsset }) => CilAgent.load(await readAsset('agents/cil/weights/cil.fsw')));
