import { failureOf } from '../http/api-error.ts';
import { NotFound } from '../runs/not-found.ts';
import type { RunIndex } from '../runs/run-index.ts';
import type { RunsFolder } from '../runs/runs-folder.ts';
import type { GuardedSocket, SocketRoute } from '../sockets/socket-route.ts';
import { FollowedLog } from './followed-log.ts';
import type { LiveEvent, Watch } from './live-event.ts';
import { parseLiveRequest } from './live-request.ts';
import type { NewsBoard } from './news-board.ts';
import { Viewer } from './viewer.ts';

const LOOK_EVERY_MS = 250;
/** The list of all runs is looked through every so many looks. */
const LIST_EVERY = 4;
const MOST_VIEWERS = 64;
/** How many episodes under way a page is shown of each worker, and how often their steps come. */
const WATCHED: Watch = { episodes: 4, everyMs: 100 };

/**
 * Tells pages what happens in the runs folder while they look: it looks itself only while somebody
 * does. Its danger: it shares the process with the agents' seats, so no page may take much of its
 * time, and none waits for another.
 */
export class LiveHub {
  readonly #runs: RunsFolder;
  readonly #index: RunIndex;
  readonly #board: NewsBoard;
  readonly #watchSteps: (run: string, watch: Watch) => void;
  readonly #onBug: (error: unknown) => void;
  readonly #viewers = new Set<Viewer>();
  readonly #logs = new Map<string, FollowedLog>();
  #timer: NodeJS.Timeout | undefined;
  #looks = 0;
  #looking = false;

  constructor(options: {
    runs: RunsFolder;
    index: RunIndex;
    board: NewsBoard;
    /** Asks a run of this server for the steps of its episodes, or for none. */
    watchSteps: (run: string, watch: Watch) => void;
    onBug: (error: unknown) => void;
  }) {
    this.#runs = options.runs;
    this.#index = options.index;
    this.#board = options.board;
    this.#watchSteps = options.watchSteps;
    this.#onBug = options.onBug;
  }

  route(): SocketRoute {
    return {
      path: '/live',
      protocols: null,
      maxSockets: MOST_VIEWERS,
      open: (socket) => this.#open(socket),
    };
  }

  /** Passes on what a run of this server says. */
  tell(run: string, event: LiveEvent): void {
    this.#board.note(run, event);
    let text: string | undefined;
    for (const viewer of this.#viewers) {
      const { watching } = viewer;
      if (watching?.run !== run || (event.type === 'steps' && !watching.steps)) continue;
      text ??= JSON.stringify({ type: 'event', run, event });
      viewer.showEvent(text);
    }
  }

  /** A run has begun in this server: who looks at its steps wants them from its first episode on. */
  begun(run: string): void {
    this.#askForSteps(run);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const log of this.#logs.values()) log.close();
    this.#logs.clear();
    this.#viewers.clear();
  }

  #open(socket: GuardedSocket): void {
    const viewer = new Viewer(socket);
    socket.onMessage = (data) => this.#receive(viewer, data);
    socket.onClose = () => {
      this.#viewers.delete(viewer);
      this.#watch(viewer, null);
      if (this.#viewers.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    };
    this.#viewers.add(viewer);
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS);
    // A new page is shown the list at once.
    this.#looks = 0;
    this.#look();
  }

  #receive(viewer: Viewer, data: Uint8Array | string): void {
    try {
      const request = parseLiveRequest(data);
      if (request.type === 'unwatch') {
        this.#watch(viewer, null);
        return;
      }
      this.#watch(viewer, request);
      // A page that comes back has heard the rest before.
      if (request.after === 0) {
        for (const event of this.#board.missed(request.run)) this.#repeat(viewer, request.run, event);
      }
      void this.#show(viewer);
    } catch (error) {
      this.#complain(viewer, error);
    }
  }

  #repeat(viewer: Viewer, run: string, event: LiveEvent): void {
    viewer.showEvent(JSON.stringify({ type: 'event', run, event }));
  }

  #watch(viewer: Viewer, request: { run: string; steps: boolean; after: number } | null): void {
    const before = viewer.watching?.run;
    viewer.watch(request === null ? null : { ...request, log: this.#log(request.run) });
    for (const run of new Set([before, request?.run])) {
      if (run === undefined) continue;
      this.#askForSteps(run);
      if (this.#watchers(run).length > 0) continue;
      this.#logs.get(run)?.close();
      this.#logs.delete(run);
    }
  }

  #askForSteps(run: string): void {
    const wanted = this.#watchers(run).some((viewer) => viewer.watching?.steps === true);
    this.#watchSteps(run, wanted ? WATCHED : null);
  }

  #watchers(run: string): Viewer[] {
    return [...this.#viewers].filter((viewer) => viewer.watching?.run === run);
  }

  #log(run: string): FollowedLog {
    const log = this.#logs.get(run) ?? new FollowedLog(run, () => this.#runs.locate(run));
    this.#logs.set(run, log);
    return log;
  }

  #look(): void {
    for (const viewer of this.#viewers) void this.#show(viewer);
    if (this.#looks++ % LIST_EVERY === 0) void this.#showList();
  }

  async #showList(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const text = JSON.stringify(await this.#index.list());
      for (const viewer of this.#viewers) viewer.showRuns(text);
    } catch (error) {
      this.#onBug(error);
    } finally {
      this.#looking = false;
    }
  }

  async #show(viewer: Viewer): Promise<void> {
    const run = viewer.watching?.run;
    if (run === undefined) return;
    try {
      viewer.showSummary(this.#index.summary(run));
      await viewer.pump();
    } catch (error) {
      // A run of this server is announced before its folder is there.
      if (!(error instanceof NotFound && this.#board.status(run) !== null)) this.#complain(viewer, error);
    }
  }

  #complain(viewer: Viewer, error: unknown): void {
    const failure = failureOf(error);
    if (failure === null) this.#onBug(error);
    else viewer.showProblem(failure.error);
  }
}
