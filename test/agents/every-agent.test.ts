import { describe } from 'vitest';
import { agentNames, createAgent, PurePursuitAgent } from '../../agents/index.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import type { Agent } from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import { agentContract } from '../contracts/agent.contract.ts';
import { LocalDesk } from '../toys/local-desk.ts';
import { tinyModelFiles, userFiles } from './coco/tiny-graph-model.ts';

/** Kinds that are programs elsewhere: here one without a wire sits at the desk. */
const REMOTE = ['ws', 'udacity'];

/** Agents that come alive only with something behind their names. */
const WITH_MORE: Readonly<Record<string, () => Promise<Agent>>> = {
  coco: () => createAgent('coco:mine/adapter.json', { ...FILE_CONTEXT, ...userFiles(tinyModelFiles()) }),
  ...Object.fromEntries(
    REMOTE.map((name) => [
      name,
      () => createAgent(`${name}:anybody`, { ...FILE_CONTEXT, desk: new LocalDesk(new PurePursuitAgent()) }),
    ]),
  ),
};

describe.each(agentNames())('agent %s', (name) => {
  agentContract(WITH_MORE[name] ?? (() => createAgent(name, FILE_CONTEXT)), () =>
    openHeadlessRenderer({ route: 'swiftshader' }),
  );
});
