import { existsSync, writeFileSync } from 'node:fs';
import { type AgentContext, createAgent } from '../../agents/index.ts';
import type { Action, Agent, Observation } from '../../sim/agent.ts';

/** Walks in short strides, and shorter the farther it is: it fails in the corners of the plane. */
export function toyAgent(name: string, beforeAct: () => void | Promise<void> = () => {}): Agent {
  return {
    name,
    version: '1',
    needs: { camera: null, truth: false },
    reset() {},
    async act(batch) {
      await beforeAct();
      return batch.map(stride);
    },
  };
}

function stride(observation: Observation): Action {
  return [Math.max(0, 0.5 - 0.22 * observation.speedMps)];
}

/** Kills its own process, as a crash in native code would, unless the marker file says it has done so. */
export function crashingAgent(marker: string, once: boolean): Agent {
  return toyAgent('toy/crashing', () => {
    if (once && existsSync(marker)) return;
    if (once) writeFileSync(marker, '');
    process.kill(process.pid, 'SIGKILL');
  });
}

/** The shipped camera agent, whose process once dies of a segmentation fault after some frames are drawn. */
export async function crashingCil(context: AgentContext, marker: string): Promise<Agent> {
  const cil = await createAgent('cil', context);
  let batches = 0;
  return {
    name: 'toy/crashing-cil',
    version: cil.version,
    needs: cil.needs,
    reset: (seat, briefing) => cil.reset(seat, briefing),
    act(batch) {
      if (++batches === 40 && !existsSync(marker)) {
        writeFileSync(marker, '');
        process.kill(process.pid, 'SIGSEGV');
      }
      return cil.act(batch);
    },
  };
}

/** Takes its time, so that a test can stop a run in the middle. */
export function slowAgent(msPerStep: number): Agent {
  return { ...toyAgent('toy/slow', () => new Promise((resolve) => setTimeout(resolve, msPerStep))) };
}

/** Answers with what is no number. */
export function brokenAgent(): Agent {
  return { ...toyAgent('toy/broken'), act: (batch) => batch.map(() => [Number.NaN]) };
}

/** Walks away from where it should go, so it never arrives. */
export function backwardsAgent(): Agent {
  return { ...toyAgent('toy/backwards'), act: (batch) => batch.map(() => [-1]) };
}
