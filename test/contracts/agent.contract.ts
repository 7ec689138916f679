import { expect, it } from 'vitest';
import {
  type Action,
  type Agent,
  AgentFault,
  type Answer,
  createTask,
  type Observation,
  type Renderer,
  type Task,
  taskIds,
} from '../../sim/index.ts';

/** The first task whose actions the agent gives; one that does not say drives. */
function taskFor({ gives = ['steer', 'gas', 'brake'] }: Agent): Task {
  const id = taskIds().find((known) => createTask(known).action.names.join() === gives.join());
  if (id === undefined) throw new Error(`no task takes ${gives.join(', ')}`);
  return createTask(id === 'driving/straight' ? 'driving/navigation' : id);
}

/** What every agent promises, however it decides. */
export function agentContract(openAgent: () => Promise<Agent>, openRenderer: () => Renderer): void {
  /** Observations of several episodes at several steps, in seats of their own. */
  const collect = async (
    agent: Agent,
    seats: number,
  ): Promise<{ observations: Observation[]; close(): void }> => {
    const task = taskFor(agent);
    const renderer = agent.needs.camera === null ? null : openRenderer();
    const episodes = Array.from({ length: seats }, (_, seat) =>
      task.begin(task.nominal, { seed: seat, seat, renderer, needs: agent.needs }),
    );
    for (const [seat] of episodes.entries()) {
      await agent.reset(seat, {
        taskId: task.id,
        action: task.action,
        controlStepS: task.controlStepS,
        seed: seat,
        needs: agent.needs,
      });
    }
    const observations = episodes.map((episode, seat) => {
      for (let k = 0; k < seat * 7 && !episode.over; k++) episode.advance(gentle(task));
      const seen = episode.observe();
      const rgb = seen.frame?.rgb;
      return rgb == null || seen.frame === null
        ? seen
        : { ...seen, frame: { ...seen.frame, rgb: rgb.slice() } };
    });
    return {
      observations,
      close: () => {
        for (const episode of episodes) episode.close();
        renderer?.close();
      },
    };
  };

  it('answers every observation with a finite action within its limits', async () => {
    const agent = await openAgent();
    const { observations, close } = await collect(agent, 5);
    const { action } = taskFor(agent);
    const actions = actionsOf(await agent.act(observations));
    expect(actions).toHaveLength(observations.length);
    for (const answer of actions) {
      expect(answer).toHaveLength(action.names.length);
      action.names.forEach((name, i) => {
        expect(answer[i], name).toBeGreaterThanOrEqual(action.low[i] as number);
        expect(answer[i], name).toBeLessThanOrEqual(action.high[i] as number);
      });
    }
    close();
    await agent.close?.();
  });

  it('answers with the same bits alone, in company and in another order', async () => {
    const agent = await openAgent();
    const { observations, close } = await collect(agent, 5);
    const plain = (actions: readonly Action[]) => actions.map((action) => Array.from(action));
    const together = plain(actionsOf(await agent.act(observations)));
    const alone: number[][] = [];
    for (const observation of observations) alone.push(...plain(actionsOf(await agent.act([observation]))));
    const backwards = plain(actionsOf(await agent.act([...observations].reverse()))).reverse();
    expect(alone).toEqual(together);
    expect(backwards).toEqual(together);
    close();
    await agent.close?.();
  });

  it('keeps its name, and a version that is the same each time it is opened', async () => {
    const one = await openAgent();
    const two = await openAgent();
    expect(one.name).not.toBe('');
    expect(one.version).not.toBe('');
    expect(two.version).toBe(one.version);
    await one.close?.();
    await two.close?.();
  });
}

/** A quarter of what may be given, and straight on. */
function gentle({ action: { low, high } }: Task): number[] {
  return low.map((least, i) => (least < 0 ? 0 : (least + (high[i] as number)) / 4));
}

function actionsOf(answers: readonly Answer[]): readonly Action[] {
  return answers.map((answer) => {
    if (answer instanceof AgentFault) throw answer;
    return answer;
  });
}
