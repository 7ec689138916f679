import { describe, expect, it } from 'vitest';
import { DaggerAgent, type Lesson } from '../../../agents/cil/index.ts';
import {
  type Agent,
  AgentFault,
  type Answer,
  type Briefing,
  type CameraSpec,
  type Observation,
} from '../../../sim/index.ts';

const CAMERA: CameraSpec = { widthPx: 2, heightPx: 1, rgb: true, depth: false, semantic: false };
const BRIEFING: Briefing = {
  taskId: 'driving/straight',
  action: { names: ['steer', 'gas', 'brake'], low: [-1, 0, 0], high: [1, 1, 1] },
  controlStepS: 0.1,
  seed: 3,
  needs: { camera: CAMERA, truth: true },
};

/** An agent that answers the same each time and remembers what it was told. */
function steady(
  name: string,
  answer: Answer,
  needs: Agent['needs'],
): Agent & { readonly seen: Observation[]; readonly told: string[] } {
  const seen: Observation[] = [];
  const told: string[] = [];
  return {
    name,
    version: '1',
    needs,
    seen,
    told,
    reset: (seat, briefing) => void told.push(`reset ${seat} ${briefing.needs.truth}`),
    act(batch) {
      seen.push(...batch);
      return batch.map(() => answer);
    },
    end(seat, outcome) {
      told.push(`end ${seat} ${outcome?.reason ?? 'taken away'}`);
      return { [name]: 1 };
    },
  };
}

function observation(seat: number, step: number): Observation {
  const frame = { widthPx: 2, heightPx: 1, rgb: new Uint8Array(6), depthM: null, semantic: null };
  const route = { routeXyM: new Float64Array(2), routeStepM: 1, routeSpeedMps: new Float64Array(1) };
  const truth = { xM: 0, yM: 0, headingRad: 0, progressM: 0, ...route };
  return { seat, step, timeS: step / 10, speedMps: 5, command: 'follow', frame, truth };
}

function open(expertSays: Answer, studentSays: Answer, studentShare: number) {
  const expert = steady('expert', expertSays, { camera: null, truth: true });
  const student = steady('student', studentSays, { camera: CAMERA, truth: false });
  const lessons: Lesson[] = [];
  const onLesson = (lesson: Lesson) => lessons.push(lesson);
  return { expert, student, lessons, agent: new DaggerAgent({ expert, student, studentShare, onLesson }) };
}

describe('the agent that collects lessons', () => {
  it('takes the labels from the expert, within the limits of the action, whoever drives', async () => {
    const { agent, lessons } = open([0.25, 7, -2], [-0.5, 0, 1], 1);
    await agent.reset(0, BRIEFING);
    const [answer] = await agent.act([observation(0, 0)]);
    expect(lessons.map(({ label }) => [...label])).toEqual([[0.25, 1, 0]]);
    // The student drives; an impulse may push the wheel, but not the pedals.
    expect([...(answer as Float64Array)].slice(1)).toEqual([0, 1]);
  });

  it('shows each of the two just what it asked for', async () => {
    const { agent, expert, student } = open([0, 0, 0], [0, 0, 0], 0.5);
    expect(agent.needs).toEqual({ camera: CAMERA, truth: true });
    await agent.reset(0, BRIEFING);
    await agent.act([observation(0, 0)]);
    expect([expert.seen[0]?.frame, student.seen[0]?.truth]).toEqual([null, null]);
    expect([expert.seen[0]?.truth, student.seen[0]?.frame]).toEqual([expect.anything(), expect.anything()]);
    expect([expert.told, student.told]).toEqual([['reset 0 true'], ['reset 0 false']]);
  });

  it('passes on that the expert was lost, and makes no lesson of it', async () => {
    const fault = new AgentFault('gone');
    const { agent, lessons } = open(fault, [0, 0, 0], 0.5);
    await agent.reset(0, BRIEFING);
    expect(await agent.act([observation(0, 0)])).toEqual([fault]);
    expect(lessons).toEqual([]);
  });

  it('passes on that the student was lost where it was to drive', async () => {
    const fault = new AgentFault('gone');
    const { agent } = open([0, 0, 0], fault, 1);
    await agent.reset(0, BRIEFING);
    expect(await agent.act([observation(0, 0)])).toEqual([fault]);
  });

  it('tells both how an episode ended', async () => {
    const { agent, expert, student } = open([0, 0, 0], [0, 0, 0], 0);
    await agent.reset(4, BRIEFING);
    const notes = await agent.end(4, { total: 1, failed: false, reason: 'goal', steps: 3 });
    expect(notes).toEqual({ student: 1, expert: 1 });
    await agent.end(4, null);
    for (const { told } of [expert, student])
      expect(told.slice(1)).toEqual(['end 4 goal', 'end 4 taken away']);
  });

  it('refuses an expert that would need a camera of its own', () => {
    const camera = { ...CAMERA, heightPx: 9 };
    const expert = steady('owl', [0, 0, 0], { camera, truth: false });
    const student = steady('student', [0, 0, 0], { camera: CAMERA, truth: false });
    expect(() => new DaggerAgent({ expert, student, studentShare: 0, onLesson: () => {} })).toThrow(
      /owl cannot teach[\s\S]*2 x 1 RGB[\s\S]*2 x 9 RGB/,
    );
  });
});
