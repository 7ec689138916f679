import { beforeAll, describe, expect, it } from 'vitest';
import { createAgent } from '../../../agents/index.ts';
import { FILE_CONTEXT } from '../../../server/evaluate/episode-host.ts';
import { type Agent, actionToBoxes, createTask } from '../../../sim/index.ts';

describe('the detector', () => {
  let agent: Agent;
  beforeAll(async () => {
    agent = await createAgent('detector', FILE_CONTEXT);
  });
  const frame = (rgb: Uint8Array) => ({ widthPx: 96, heightPx: 96, rgb, depthM: null, semantic: null });
  const seen = { seat: 0, step: 0, timeS: 0, speedMps: 0, command: 'follow', truth: null } as const;

  it('answers what the detection tasks ask for', async () => {
    const { action } = createTask('detection/all');
    expect(agent.gives).toEqual(action.names);
    const grey = new Uint8Array(96 * 96 * 3).fill(128);
    const [answer] = await agent.act([{ ...seen, frame: frame(grey) }]);
    expect(answer).toHaveLength(action.names.length);
    for (const box of actionToBoxes(answer as ArrayLike<number>)) {
      expect(box.objectness).toBeGreaterThanOrEqual(0.05);
      expect(box.right).toBeGreaterThan(box.left);
      expect(box.bottom).toBeGreaterThan(box.top);
    }
  });

  it('refuses a picture of another size, and weights of another network', async () => {
    const small = { ...seen, frame: { ...frame(new Uint8Array(48 * 48 * 3)), widthPx: 48, heightPx: 48 } };
    await expect(agent.act([small])).rejects.toThrow(/no fitting picture[\s\S]*96 x 96[\s\S]*48 x 48/);
    await expect(createAgent('detector:agents/cil/weights/cil.fsw', FILE_CONTEXT)).rejects.toThrow(
      /belong to another network/,
    );
  });
});
