import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Sight } from '../../../agents/index.ts';
import { UdacityDesk } from '../../../server/bridges/udacity-desk.ts';
import type { Notice } from '../../../server/seats/notice.ts';
import type { Briefing } from '../../../sim/index.ts';
import { type Behaviour, SocketIoProgram } from './socket-io-program.ts';

const BRIEFING: Briefing = {
  taskId: 'driving/straight',
  action: { names: ['steer', 'gas', 'brake'], low: [-1, 0, 0], high: [1, 1, 1] },
  controlStepS: 0.1,
  seed: 1,
  needs: { camera: null, truth: false },
};

function sightOf(episode: string, step = 0): Sight {
  const frame = {
    widthPx: 320,
    heightPx: 160,
    rgb: new Uint8Array(320 * 160 * 3).fill(90),
    depthM: null,
    semantic: null,
  };
  const rest = { timeS: step / 10, speedMps: 5, command: 'follow', truth: null, route: null } as const;
  return { episode, step, frame, ...rest };
}

const greet: NonNullable<Behaviour['onConnect']> = (emit) =>
  emit('steer', { steering_angle: '0', throttle: '0' });
const answerHalf: Behaviour['onTelemetry'] = (_, emit) =>
  emit('steer', { steering_angle: '0.5', throttle: '0.25' });

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(behaviour: Behaviour, port = 0): Promise<SocketIoProgram> {
  const program = await SocketIoProgram.start(behaviour, port);
  closing.push(() => program.close());
  return program;
}

function openDesk(answerTimeoutS = 20): { desk: UdacityDesk; notices: Notice[] } {
  const notices: Notice[] = [];
  const desk = new UdacityDesk({ answerTimeoutS, onNotice: (notice) => notices.push(notice) });
  closing.unshift(() => desk.close());
  return { desk, notices };
}

describe.each([3, 4] as const)('a drive.py on Engine.IO %i', (engine) => {
  it('is met, shown telemetry as the simulator sends it, and drives in our units', async () => {
    const program = await start({ engine, onConnect: greet, onTelemetry: answerHalf });
    const { desk } = openDesk();
    const { version, needs } = await desk.meet(program.address);
    expect(version).toBe(`udacity EIO${engine}`);
    expect(needs.camera).toMatchObject({ widthPx: 320, heightPx: 160, rgb: true });
    expect(needs.truth).toBe(false);
    const episode = await desk.begin(program.address, BRIEFING);
    for (const step of [0, 1]) {
      const [reply] = await desk.exchange([sightOf(episode, step)]);
      // 0.5 of 25 degrees to the right are 12.5 of our 35 degrees to the left, negated.
      expect(reply).toEqual({ action: [(-0.5 * 25) / 35, 0.25, 0] });
    }
    const { telemetry = [] } = program.connections.at(-1) ?? {};
    expect(telemetry.map(({ image: _, ...values }) => values)).toEqual([
      { steering_angle: '0.0000', throttle: '0.0000', speed: '11.1847' },
      { steering_angle: '12.5000', throttle: '0.2500', speed: '11.1847' },
    ]);
    await desk.end(episode);
    await vi.waitFor(() => expect(program.connections.map(({ open }) => open)).toEqual([false, false]));
  });

  it('is kept in touch with by pings while nothing is asked', async () => {
    const program = await start({ engine, pingIntervalMs: 100, onConnect: greet, onTelemetry: answerHalf });
    const { desk } = openDesk();
    const episode = await desk.begin(program.address, BRIEFING);
    await vi.waitFor(() => expect(program.connections[0]?.pings).toBeGreaterThan(2), 20_000);
    expect(await desk.exchange([sightOf(episode)])).toEqual([
      expect.objectContaining({ action: expect.anything() }),
    ]);
  });

  it('that never greets drives all the same', async () => {
    const program = await start({ engine, onTelemetry: answerHalf });
    const { desk } = openDesk();
    const episode = await desk.begin(program.address, BRIEFING);
    expect(await desk.exchange([sightOf(episode)])).toEqual([
      expect.objectContaining({ action: expect.anything() }),
    ]);
  });

  it('that asks to see again with `manual` is shown the same again', async () => {
    const program = await start({
      engine,
      onConnect: greet,
      onTelemetry: (data, emit, count) => (count === 1 ? emit('manual', {}) : answerHalf(data, emit, count)),
    });
    const { desk } = openDesk();
    const episode = await desk.begin(program.address, BRIEFING);
    await desk.exchange([sightOf(episode)]);
    const { telemetry } = program.connections[0] as { telemetry: unknown[] };
    expect(telemetry).toHaveLength(2);
    expect(telemetry[1]).toEqual(telemetry[0]);
  });

  it.each([
    [
      'a decimal comma',
      { steering_angle: '0,1', throttle: '0.2' },
      /steering_angle is "0,1".*point, not a comma/,
    ],
    ['text', { steering_angle: '0.1', throttle: 'full' }, /throttle is "full"/],
    ['not a number', { steering_angle: 'nan', throttle: '0' }, /steering_angle is "nan"/],
    ['an infinity', { steering_angle: '1e999', throttle: '0' }, /steering_angle is "1e999"/],
    ['a missing field', { throttle: '0' }, /steering_angle is nothing/],
    ['no object', null, /steer holds null/],
  ])('that answers %s is a fault, said in a notice, and no action', async (_, answer, message) => {
    const program = await start({
      engine,
      onConnect: greet,
      onTelemetry: (_data, emit) => emit('steer', answer),
    });
    const { desk, notices } = openDesk();
    const episode = await desk.begin(program.address, BRIEFING);
    const replies = await desk.exchange([sightOf(episode)]);
    expect(replies).toEqual([{ fault: expect.stringMatching(message) }]);
    expect(notices).toEqual([{ kind: 'lost', text: expect.stringMatching(message) }]);
  });

  it('that hangs up in the middle is a fault now and at every later step, and can be met again', async () => {
    const program = await start({ engine, onConnect: greet, onTelemetry: () => program.kill() });
    const { desk } = openDesk();
    const episode = await desk.begin(program.address, BRIEFING);
    for (const step of [0, 1]) {
      expect(await desk.exchange([sightOf(episode, step)])).toEqual([
        { fault: expect.stringMatching(/closed with code 1006/) },
      ]);
    }
    await desk.end(episode);
    const again = await desk.begin(program.address, BRIEFING);
    expect(again).not.toBe(episode);
  });
});

describe('the desk of Udacity programs', () => {
  it('faults a program that does not answer in time, and keeps its late answer from the next episode', async () => {
    let asked = 0;
    const program = await start({
      engine: 4,
      onConnect: greet,
      onTelemetry: (data, emit, count) => {
        if (++asked > 1) answerHalf(data, emit, count);
        else setTimeout(() => emit('steer', { steering_angle: '-1', throttle: '-1' }), 2200);
      },
    });
    const { desk } = openDesk(1.5);
    const slow = await desk.begin(program.address, BRIEFING);
    expect(await desk.exchange([sightOf(slow)])).toEqual([
      { fault: expect.stringMatching(/no steer within 1.5 s/) },
    ]);
    await desk.end(slow);
    const next = await desk.begin(program.address, BRIEFING);
    expect(await desk.exchange([sightOf(next)])).toEqual([{ action: [(-0.5 * 25) / 35, 0.25, 0] }]);
  });

  it('gives a program one episode at a time, each on a connection of its own, in the order of asking', async () => {
    const program = await start({ engine: 4, onConnect: greet, onTelemetry: answerHalf });
    const { desk } = openDesk();
    const order: string[] = [];
    const drive = async (label: string) => {
      const episode = await desk.begin(program.address, BRIEFING);
      order.push(`${label} begins`);
      await desk.exchange([sightOf(episode)]);
      order.push(`${label} ends`);
      await desk.end(episode);
    };
    await Promise.all([drive('a'), drive('b'), drive('c')]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(program.connections.map(({ telemetry }) => telemetry.length)).toEqual([1, 1, 1]);
  });

  it('meets a program once for all who ask', async () => {
    const program = await start({ engine: 4, onConnect: greet, onTelemetry: answerHalf });
    const { desk } = openDesk();
    await Promise.all([desk.meet(program.address), desk.meet(program.address)]);
    expect(program.connections).toHaveLength(1);
  });

  it('waits for a program that is not there yet, and says what to run', async () => {
    const early = await start({ engine: 3, onTelemetry: answerHalf });
    const { port, address } = early;
    await early.close();
    closing.pop();
    const { desk, notices } = openDesk();
    const met = desk.meet(address);
    await vi.waitFor(() => expect(notices).toHaveLength(1), 20_000);
    expect(notices[0]?.text).toBe(
      `waiting for a Udacity program at ws://127.0.0.1:${port}, e.g.: python drive.py model.h5`,
    );
    await start({ engine: 3, onConnect: greet, onTelemetry: answerHalf }, port);
    expect((await met).version).toBe('udacity EIO3');
    expect(notices.map(({ kind }) => kind)).toEqual(['waiting', 'joined']);
  });

  it('says so when something else listens there', async () => {
    const other = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    closing.push(() => other.close());
    const { port } = other.address() as AddressInfo;
    const { desk } = openDesk();
    await expect(desk.meet(`udacity:http://127.0.0.1:${port}`)).rejects.toThrow(
      /is no drive\.py[\s\S]*socket\.io server[\s\S]*404/,
    );
  });

  it('drives only cars', async () => {
    const { desk } = openDesk();
    const drone = { ...BRIEFING, taskId: 'fly', action: { names: ['thrust'], low: [0], high: [1] } };
    await expect(desk.begin('udacity:ws://127.0.0.1:1', drone)).rejects.toThrow(
      /cannot drive fly[\s\S]*thrust/,
    );
  });

  it('hangs up when it is closed, and tells all who wait', async () => {
    const program = await start({ engine: 4, onConnect: greet, onTelemetry: () => {} });
    const { desk } = openDesk();
    const episode = await desk.begin(program.address, BRIEFING);
    const asked = desk.exchange([sightOf(episode)]);
    const queued = desk.begin(program.address, BRIEFING);
    const absent = desk.meet('udacity:ws://127.0.0.1:1');
    const refused = Promise.all([
      expect(queued).rejects.toThrow(/stopped/),
      expect(absent).rejects.toThrow(/stopped/),
    ]);
    desk.close();
    expect(await asked).toEqual([{ fault: expect.stringMatching(/stopped/) }]);
    await refused;
    await vi.waitFor(() => expect(program.connections[0]?.open).toBe(false));
  });
});
