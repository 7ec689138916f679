import { afterEach } from 'vitest';
import { WebSocket } from 'ws';
import type { EpisodeEntry, LiveMessage, LiveRequest, RunSummary } from '../../../server/http/api.ts';
import type { LiveEvent } from '../../../server/live/live-event.ts';

const open: LivePage[] = [];

afterEach(() => {
  for (const page of open.splice(0)) page.close();
});

/** A page at `/live`, which keeps all it is sent. */
export class LivePage {
  readonly messages: LiveMessage[] = [];
  readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as LiveMessage));
    socket.on('error', () => {});
    open.push(this);
  }

  static async open(url: string): Promise<LivePage> {
    const page = new LivePage(new WebSocket(`${url.replace('http', 'ws')}/live`));
    await new Promise((resolve) => page.socket.once('open', resolve));
    return page;
  }

  static async watch(
    url: string,
    run: string,
    { after = 0, steps = false }: { after?: number; steps?: boolean } = {},
  ): Promise<LivePage> {
    const page = await LivePage.open(url);
    page.ask({ type: 'watch', run, after, steps });
    return page;
  }

  ask(request: LiveRequest): void {
    this.socket.send(JSON.stringify(request));
  }

  get episodes(): readonly EpisodeEntry[] {
    return this.messages.flatMap((message) => (message.type === 'episodes' ? message.episodes : []));
  }

  get ids(): readonly string[] {
    return this.episodes.map(({ id }) => id);
  }

  get cursor(): number {
    return this.messages.reduce((last, each) => (each.type === 'episodes' ? each.cursor : last), 0);
  }

  get events(): readonly LiveEvent[] {
    return this.messages.flatMap((message) => (message.type === 'event' ? [message.event] : []));
  }

  /** What the runs of the server said in words. */
  get said(): readonly string[] {
    return this.events.flatMap((event) =>
      event.type === 'status' ? [`${event.status}: ${event.text}`] : [],
    );
  }

  get summary(): RunSummary | null {
    return this.messages.reduce<RunSummary | null>(
      (last, each) => (each.type === 'changed' ? each.summary : last),
      null,
    );
  }

  get runs(): readonly RunSummary[] {
    return this.messages.reduce<readonly RunSummary[]>(
      (last, each) => (each.type === 'runs' ? each.runs : last),
      [],
    );
  }

  get problems(): readonly string[] {
    return this.messages.flatMap((each) => (each.type === 'problem' ? [each.error.message] : []));
  }

  close(): void {
    this.socket.terminate();
  }
}
