import { AgentFault } from '../../sim/index.ts';

/** An agent that was lost gets another chance, which may be on another seat; any other error is passed on. */
export async function retryLost<T>(run: () => Promise<T>, tries: number): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof AgentFault)) throw error;
      if (tried < tries) continue;
      throw tried === 1 ? error : new AgentFault(`Lost ${tried} times (last: ${error.message})`);
    }
  }
}

/** How often an episode is begun before it is given up, unless told otherwise. */
export const TRIES = 3;
