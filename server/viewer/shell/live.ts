import { type Signal, signal } from '@preact/signals';
import type { EpisodeEntry, LiveMessage, LiveRequest, RunSummary } from '../../http/api.ts';
import type { LearnerNews, LiveEvent, StatusNews, StepNews } from '../../live/live-event.ts';

/** All runs, newest first; null until the server has said. */
export const runs = signal<readonly RunSummary[] | null>(null);

/** False while the page has lost the server and tries again. */
export const connected = signal(true);

/** One run as the page follows it: its log so far, and what it says while it goes. */
export interface RunWatch {
  readonly name: string;
  readonly summary: Signal<RunSummary | null>;
  /** Grows at its end only. */
  readonly episodes: Signal<readonly EpisodeEntry[]>;
  /** True once everything logged so far is here. */
  readonly caughtUp: Signal<boolean>;
  readonly status: Signal<StatusNews | null>;
  /** The learner's news of this run's time here, oldest first. */
  readonly learning: Signal<readonly LearnerNews[]>;
  readonly problem: Signal<string | null>;
  /** Steps of episodes under way; called for each piece of news. */
  onSteps(listener: (news: StepNews) => void): () => void;
}

const RETRY_AFTER_MS = [250, 500, 1_000, 2_000, 5_000];
const LEARNER_NEWS_KEPT = 4_000;
/** Samples are large: when there are more, every other one is let go, and its figures stay. */
const SAMPLES_KEPT = 80;

interface Watching extends RunWatch {
  cursor: number;
  steps: boolean;
  readonly listeners: Set<(news: StepNews) => void>;
}

/**
 * The page's one socket to the server. It comes back by itself and goes on where it was, so nothing
 * logged is missed. Its danger: one run is watched at a time.
 */
class LiveSocket {
  #socket: WebSocket | null = null;
  #tries = 0;
  #watching: Watching | null = null;

  constructor() {
    this.#open();
  }

  watch(name: string, { steps }: { steps: boolean }): RunWatch {
    const watching: Watching = {
      name,
      summary: signal<RunSummary | null>(null),
      episodes: signal<readonly EpisodeEntry[]>([]),
      caughtUp: signal(false),
      status: signal<StatusNews | null>(null),
      learning: signal<readonly LearnerNews[]>([]),
      problem: signal<string | null>(null),
      onSteps: (listener) => {
        watching.listeners.add(listener);
        return () => watching.listeners.delete(listener);
      },
      cursor: 0,
      steps,
      listeners: new Set(),
    };
    this.#watching = watching;
    this.#ask();
    return watching;
  }

  unwatch(watch: RunWatch): void {
    if (this.#watching !== watch) return;
    this.#watching = null;
    this.#send({ type: 'unwatch' });
  }

  #open(): void {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/live`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#tries = 0;
      connected.value = true;
      this.#ask();
    };
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as LiveMessage);
    socket.onclose = () => {
      connected.value = false;
      const wait = RETRY_AFTER_MS[Math.min(this.#tries++, RETRY_AFTER_MS.length - 1)];
      setTimeout(() => this.#open(), wait);
    };
  }

  #ask(): void {
    const watching = this.#watching;
    if (watching === null) return;
    this.#send({ type: 'watch', run: watching.name, after: watching.cursor, steps: watching.steps });
  }

  #send(request: LiveRequest): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(request));
  }

  #receive(message: LiveMessage): void {
    const watching = this.#watching;
    if (message.type === 'runs') {
      runs.value = message.runs;
    } else if (message.type === 'problem') {
      if (watching !== null) watching.problem.value = message.error.message;
    } else if (watching !== null && message.run === watching.name) {
      // A run that has just been started is not on disk at once; what is told of it now is.
      watching.problem.value = null;
      if (message.type === 'episodes') this.#addEpisodes(watching, message.episodes, message.cursor);
      else if (message.type === 'changed') watching.summary.value = message.summary;
      else this.#tell(watching, message.event);
    }
  }

  #addEpisodes(watching: Watching, episodes: readonly EpisodeEntry[], cursor: number): void {
    watching.caughtUp.value = true;
    if (cursor <= watching.cursor) return;
    watching.cursor = cursor;
    if (episodes.length > 0) watching.episodes.value = [...watching.episodes.value, ...episodes];
  }

  #tell(watching: Watching, event: LiveEvent): void {
    if (event.type === 'status') watching.status.value = event;
    else if (event.type === 'learner') {
      const news = withFewerSamples([...watching.learning.value, event]);
      watching.learning.value = news.slice(-LEARNER_NEWS_KEPT);
    } else for (const listener of watching.listeners) listener(event);
  }
}

function withFewerSamples(news: readonly LearnerNews[]): readonly LearnerNews[] {
  if (news.filter(({ sample }) => sample !== null).length <= SAMPLES_KEPT) return news;
  let count = 0;
  return news.map((one) => (one.sample !== null && count++ % 2 === 1 ? { ...one, sample: null } : one));
}

export const live = new LiveSocket();
