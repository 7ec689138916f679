import type { Reply, SeatDesk, Sight } from '../../agents/index.ts';
import { UdacityDesk } from '../bridges/udacity-desk.ts';
import type { AgentHub } from './agent-hub.ts';
import type { Manner } from './manner.ts';
import type { Notice } from './notice.ts';

/** A desk that somebody has to close when its run is over. */
export interface RunDesk extends SeatDesk {
  close(): void;
}

/** How a run reaches programs: those that joined the hub at `url`, and those it calls up itself. */
export function openRunDesk(options: {
  hub: AgentHub;
  /** Where programs join, e.g. "ws://127.0.0.1:4747/agent". */
  url: string;
  manner: Manner;
  onNotice: (notice: Notice) => void;
}): RunDesk {
  const { hub, manner, onNotice } = options;
  return combinedDesk({
    ws: hub.desk(options),
    udacity: new UdacityDesk({ answerTimeoutS: manner.answerTimeoutS, onNotice }),
  });
}

/** One desk out of several: the kind of an address, what is before its colon, says whose it is. */
export function combinedDesk(desks: Readonly<Record<string, RunDesk>>): RunDesk {
  const homes = new Map<string, RunDesk>();
  const deskOf = (address: string): RunDesk => {
    const desk = desks[address.slice(0, address.indexOf(':'))];
    if (desk === undefined) throw new RangeError(`no desk takes the address ${address}`);
    return desk;
  };
  return {
    meet: async (address) => deskOf(address).meet(address),
    async begin(address, briefing) {
      const desk = deskOf(address);
      const episode = await desk.begin(address, briefing);
      homes.set(episode, desk);
      return episode;
    },
    async exchange(sights) {
      const replies: Reply[] = sights.map(() => ({ fault: 'the episode was given back' }));
      const parts = [...new Set(sights.map(({ episode }) => homes.get(episode)))].map(async (desk) => {
        if (desk === undefined) return;
        const places = [...sights.keys()].filter((i) => homes.get((sights[i] as Sight).episode) === desk);
        const given = await desk.exchange(places.map((i) => sights[i] as Sight));
        places.forEach((place, i) => {
          replies[place] = given[i] as Reply;
        });
      });
      await Promise.all(parts);
      return replies;
    },
    async end(episode, outcome) {
      const desk = homes.get(episode);
      homes.delete(episode);
      return desk?.end(episode, outcome) ?? {};
    },
    close() {
      for (const desk of Object.values(desks)) desk.close();
    },
  };
}
