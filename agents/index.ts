/** The agents' door: the registry, with what the package ships in it. */
import { CilAgent } from './cil/cil-agent.ts';
import { PurePursuitAgent } from './pure-pursuit.ts';
import { registerAgent } from './registry.ts';

registerAgent('pure-pursuit', () => new PurePursuitAgent());
registerAgent('cil', async ({ readAsset, readUserFile }, file) =>
  CilAgent.load(file === null ? await readAsset('agents/cil/weights/cil.fsw') : await readUserFile(file)),
);

export { PlaybackAgent } from './playback.ts';
export { PurePursuitAgent } from './pure-pursuit.ts';
export { type AgentContext, type AgentFactory, agentNames, createAgent, registerAgent } from './registry.ts';
