import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { LiveHub } from '../../../server/live/live-hub.ts';
import { NewsBoard } from '../../../server/live/news-board.ts';
import { OwnRuns } from '../../../server/runs/own-runs.ts';
import { RunIndex } from '../../../server/runs/run-index.ts';
import { RunsFolder } from '../../../server/runs/runs-folder.ts';
import type { GuardedSocket } from '../../../server/sockets/socket-route.ts';
import { soon } from '../../support/soon.ts';
import { logEpisodes, newToyRun, ToyService } from '../http/toy-service.ts';
import { newFolder } from '../toy-runs.ts';
import { LivePage } from './live-page.ts';

// A machine that has other things to do takes its time.
vi.setConfig({ testTimeout: 180_000 });

const ids = (count: number, first = 0) =>
  Array.from({ length: count }, (_, i) => `toy-${String(first + i).padStart(5, '0')}`);

describe('a page that watches a run', () => {
  it('is sent all that is logged so far, then each episode as it is logged', async () => {
    const server = await ToyService.open();
    const run = server.newRun('growing', 3);
    const page = await LivePage.watch(server.url, 'growing');
    await soon(() => page.ids).toEqual(ids(3));
    logEpisodes(run, 3, 2);
    await soon(() => page.ids).toEqual(ids(5));
    await soon(() => page.summary?.episodes).toBe(5);
    await soon(() => page.runs[0]?.episodes).toBe(5);
    run.updateManifest({ status: 'done' });
    run.close();
    await soon(() => page.summary?.status).toBe('done');
  });

  it('that comes back goes on where it was', async () => {
    const server = await ToyService.open();
    const run = server.newRun('growing', 4);
    const before = await LivePage.watch(server.url, 'growing');
    await soon(() => before.ids).toEqual(ids(4));
    before.close();
    logEpisodes(run, 4, 3);
    const after = await LivePage.watch(server.url, 'growing', { after: before.cursor });
    await soon(() => after.ids).toEqual(ids(3, 4));
    run.close();
  });

  it('gets a long log in pages, each episode once and in order', async () => {
    const server = await ToyService.open();
    server.newRun('long', 2_500).close();
    const page = await LivePage.watch(server.url, 'long');
    await soon(() => page.ids.length).toBe(2_500);
    expect(page.ids).toEqual(ids(2_500));
    expect(page.messages.filter((each) => each.type === 'episodes').length).toBeGreaterThan(1);
  });

  it('is told at once when there is nothing yet, and everything when the folder appears', async () => {
    const server = await ToyService.open();
    const page = await LivePage.watch(server.url, 'later');
    await soon(() => page.problems).toEqual(['There is no such run.']);
    const run = server.newRun('later', 2);
    await soon(() => page.ids).toEqual(ids(2));
    run.close();
    expect(page.problems).toHaveLength(1);
  });

  it('is sent an empty page of a run that has logged nothing, so that it knows it has all', async () => {
    const server = await ToyService.open();
    const run = server.newRun('empty', 0);
    const page = await LivePage.watch(server.url, 'empty');
    await soon(() => page.messages.filter((each) => each.type === 'episodes')).toHaveLength(1);
    run.close();
  });

  it('may turn to another run, and is sent nothing of the first any more', async () => {
    const server = await ToyService.open();
    const one = server.newRun('one', 1);
    server.newRun('two', 2).close();
    const page = await LivePage.watch(server.url, 'one');
    await soon(() => page.ids).toEqual(ids(1));
    page.ask({ type: 'watch', run: 'two', after: 0, steps: false });
    await soon(() => page.ids.length).toBe(3);
    logEpisodes(one, 1, 1);
    page.ask({ type: 'unwatch' });
    await soon(() => page.runs.find((run) => run.name === 'one')?.episodes).toBe(2);
    expect(page.ids).toHaveLength(3);
    one.close();
  });
});

/** A page as the hub sees it, which reads when it is told to. */
class SlowSocket implements GuardedSocket {
  bufferedBytes = 0;
  readonly sent: string[] = [];
  onMessage: (data: Uint8Array | string) => void = () => {};
  onTooFast: () => void = () => {};
  onClose: (why: string) => void = () => {};

  send(data: Uint8Array | string): void {
    this.sent.push(String(data));
    this.bufferedBytes += data.length;
  }

  readAll(): void {
    this.bufferedBytes = 0;
  }

  invite(): void {}

  close(): void {}

  count(type: string): number {
    return this.sent.filter((text) => text.startsWith(`{"type":"${type}"`)).length;
  }

  get ids(): readonly string[] {
    return this.sent
      .map((text) => JSON.parse(text))
      .flatMap((each) => (each.type === 'episodes' ? each.episodes.map(({ id }: { id: string }) => id) : []));
  }
}

describe('several pages', () => {
  it('do not wait for each other: one that reads nothing misses events and gets every episode later', async () => {
    const folder = newFolder();
    const run = newToyRun(`${folder}/busy`, 1);
    const runs = new RunsFolder(folder);
    const board = new NewsBoard();
    const index = new RunIndex(runs, new OwnRuns((name) => board.status(name)));
    const bugs: unknown[] = [];
    const hub = new LiveHub({ runs, index, board, watchSteps: () => {}, onBug: (bug) => bugs.push(bug) });
    const about = { protocol: null, remote: 'test' };
    const [slow, fast] = [new SlowSocket(), new SlowSocket()];
    for (const socket of [slow, fast]) {
      hub.route().open(socket, about);
      socket.onMessage(JSON.stringify({ type: 'watch', run: 'busy', after: 0, steps: true }));
    }
    const names = ['stride'];
    const rows = Array.from({ length: 2_000 }, (_, i) => [i / 7]);
    const steps = {
      type: 'steps',
      episode: 'toy-1',
      task: 'toy/plane',
      scene: {},
      seed: 1,
      names,
      rows,
    } as const;
    const reading = setInterval(() => fast.readAll(), 5);
    for (let i = 0; i < 200; i++) {
      hub.tell('busy', { ...steps, firstStep: 2_000 * i });
      fast.readAll();
    }
    expect(fast.count('event')).toBe(200);
    expect(slow.count('event')).toBeLessThan(60);
    // Two messages of slack: what is sent last may go over the mark.
    expect(slow.bufferedBytes).toBeLessThan(2 << 20);
    logEpisodes(run, 1, 1_500);
    await soon(() => fast.ids.length).toBe(1_501);
    const stuck = slow.ids.length;
    expect(stuck).toBeLessThan(1_501);
    const catchingUp = setInterval(() => slow.readAll(), 5);
    await soon(() => slow.ids.length).toBe(1_501);
    expect(slow.ids).toEqual(fast.ids);
    for (const timer of [reading, catchingUp]) clearInterval(timer);
    for (const socket of [slow, fast]) socket.onClose('over');
    hub.close();
    run.close();
    expect(bugs).toEqual([]);
  });

  it('are served while one of them has stopped reading its socket', async () => {
    const server = await ToyService.open();
    const run = server.newRun('big', 6_000);
    const { hostname, port, host } = new URL(server.url);
    const stalled = connect(Number(port), hostname);
    stalled.pause();
    stalled.write(
      `GET /live HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    const request = JSON.stringify({ type: 'watch', run: 'big', after: 0, steps: true });
    // A masked text frame; the mask of zeros leaves the text as it is.
    stalled.write(
      Buffer.concat([Buffer.from([0x81, 0x80 | request.length, 0, 0, 0, 0]), Buffer.from(request)]),
    );
    const page = await LivePage.watch(server.url, 'big');
    await soon(() => page.ids.length).toBe(6_000);
    logEpisodes(run, 6_000, 1);
    await soon(() => page.ids.at(-1)).toBe('toy-06000');
    stalled.destroy();
    run.close();
  });
});

describe('the steps of running episodes', () => {
  it('are asked for only while a page wants them', () => {
    const runs = new RunsFolder(newFolder());
    const board = new NewsBoard();
    const index = new RunIndex(runs, new OwnRuns((name) => board.status(name)));
    const asked: unknown[] = [];
    const hub = new LiveHub({
      runs,
      index,
      board,
      watchSteps: (run, watch) => asked.push([run, watch !== null]),
      onBug: () => {},
    });
    const socket = new SlowSocket();
    hub.route().open(socket, { protocol: null, remote: 'test' });
    const watch = (steps: boolean) =>
      socket.onMessage(JSON.stringify({ type: 'watch', run: 'r', after: 0, steps }));
    watch(false);
    expect(asked.at(-1)).toEqual(['r', false]);
    watch(true);
    expect(asked.at(-1)).toEqual(['r', true]);
    hub.begun('r');
    expect(asked.at(-1)).toEqual(['r', true]);
    const steps = {
      type: 'steps',
      episode: 'e',
      task: 't',
      scene: {},
      seed: 1,
      names: [],
      rows: [],
    } as const;
    hub.tell('r', { ...steps, firstStep: 0 });
    expect(socket.count('event')).toBe(1);
    socket.onClose('gone');
    expect(asked.at(-1)).toEqual(['r', false]);
    hub.close();
  });
});

describe('a page that comes while an attack learns', () => {
  it('is told what it missed: how the run stands, and the losses so far', async () => {
    const board = new NewsBoard();
    const learner = {
      type: 'learner',
      phase: 'generated',
      iterations: 100,
      figures: { generatorLoss: 1 },
    } as const;
    board.note('r', { ...learner, iteration: 10, sample: [[0.5]] });
    board.note('r', { ...learner, iteration: 20, sample: [[0.7]] });
    board.note('r', { type: 'status', status: 'learning', text: 'learning', done: 1, total: 2 });
    expect(board.missed('r')).toEqual([
      { ...learner, iteration: 10, sample: null },
      { ...learner, iteration: 20, sample: [[0.7]] },
      { type: 'status', status: 'learning', text: 'learning', done: 1, total: 2 },
    ]);
    board.forget('r');
    expect(board.missed('r')).toEqual([]);
  });
});
