import type { SeatDesk } from '../../agents/index.ts';
import type { WorkerService } from './worker-pool.ts';

type Call = (method: string, args: readonly unknown[]) => Promise<unknown>;

/** A desk in another process, reached by calls. */
export function deskOver(call: Call): SeatDesk {
  return {
    meet: (address) => call('meet', [address]) as ReturnType<SeatDesk['meet']>,
    begin: (address, briefing) => call('begin', [address, briefing]) as ReturnType<SeatDesk['begin']>,
    exchange: (sights) => call('exchange', [sights]) as ReturnType<SeatDesk['exchange']>,
    end: (episode, outcome) => call('end', [episode, outcome]) as ReturnType<SeatDesk['end']>,
  };
}

/**
 * Answers the calls of one process with a desk of this one. When that process is gone, the seats of
 * its episodes are free again.
 */
export function serveDesk(desk: SeatDesk): WorkerService {
  const episodes = new Set<string>();
  let open = true;
  const giveBack = (episode: string) => void desk.end(episode, null).catch(() => {});
  return {
    async call(method, args) {
      const [first, second] = args as [never, never];
      switch (method) {
        case 'meet':
          return desk.meet(first);
        case 'begin': {
          const episode = await desk.begin(first, second);
          if (open) episodes.add(episode);
          else giveBack(episode);
          return episode;
        }
        case 'exchange':
          return desk.exchange(first);
        case 'end':
          episodes.delete(first);
          return desk.end(first, second);
        default:
          throw new Error(`a desk has no method ${method}`);
      }
    },
    closed() {
      open = false;
      for (const episode of episodes) giveBack(episode);
    },
  };
}
