import {
  type AgentClientMessage,
  type Hello,
  parseAgentClientMessage,
  SUBPROTOCOLS,
} from '../../agents/protocol/index.ts';
import { taskIds } from '../../sim/index.ts';
import type { ServeLimits } from '../config/serve-config.ts';
import type { SeatAbout } from '../http/api.ts';
import type { GuardedSocket, SocketAbout, SocketRoute } from '../sockets/socket-route.ts';
import { type Clock, REAL_CLOCK } from './clock.ts';
import { helloMessage } from './hello.ts';
import { HubDesk } from './hub-desk.ts';
import { joinProblem, sameNameProblem } from './join-check.ts';
import type { Manner } from './manner.ts';
import type { Notice } from './notice.ts';
import { type AgentLine, type Join, Seat } from './seat.ts';
import { SeatBook } from './seat-book.ts';
import { WireLine } from './wire-line.ts';

/** The address at which programs sit down. */
export const AGENT_PATH = '/agent';

/**
 * Where programs sit down to drive, and where runs find them: each run by a desk of its own. It
 * trusts no program: one that breaks a rule loses its episode or its seat, and no run loses a row.
 */
export class AgentHub {
  readonly #limits: ServeLimits;
  readonly #clock: Clock;
  readonly #book: SeatBook;
  readonly #desks = new Set<HubDesk>();
  /** Made at the first connection, when plug-ins have registered their tasks. */
  #hello: Hello | undefined;
  #seats = 0;
  #episodes = 0;

  constructor(limits: ServeLimits, clock: Clock = REAL_CLOCK) {
    this.#limits = limits;
    this.#clock = clock;
    this.#book = new SeatBook(clock);
  }

  route(): SocketRoute {
    return {
      path: AGENT_PATH,
      protocols: Object.values(SUBPROTOCOLS),
      maxSockets: this.#limits.seats,
      open: (socket, about) => this.#open(socket, about),
    };
  }

  /** Who sits here now. */
  seats(): readonly SeatAbout[] {
    return this.#book.seats.map((seat) => seat.about());
  }

  /** A desk for one run; `url` is where programs join, for the notices. */
  desk(options: { manner: Manner; url: string; onNotice: (notice: Notice) => void }): HubDesk {
    const desk = new HubDesk({
      ...options,
      book: this.#book,
      clock: this.#clock,
      newId: () => `e${++this.#episodes}`,
      onClose: (closed) => this.#desks.delete(closed),
    });
    this.#desks.add(desk);
    return desk;
  }

  #open(socket: GuardedSocket, about: SocketAbout): void {
    const { messagesPerS, answerTimeoutS } = this.#limits;
    const line: AgentLine = new WireLine(socket, about, { parse: parseAgentClientMessage, messagesPerS });
    const callOff = this.#clock.after(answerTimeoutS * 1000, () =>
      line.refuse({ code: 'bad-join', message: `No join came within ${answerTimeoutS} s.` }),
    );
    line.onMessage = (message) => {
      callOff();
      this.#join(line, message);
    };
    line.onClose = callOff;
    this.#hello ??= helloMessage('agent', this.#limits);
    line.send(this.#hello);
  }

  #join(line: AgentLine, message: AgentClientMessage): void {
    if (message.type !== 'join') {
      const wrong = { message: 'This message is not expected now.', expected: 'join', got: message.type };
      line.refuse({ code: 'bad-message', ...wrong });
      return;
    }
    const seated = this.#book.named(message.name)[0]?.join;
    const problem =
      joinProblem(message, taskIds()) ?? (seated === undefined ? null : sameNameProblem(message, seated));
    if (problem === null) this.#sit(line, message);
    else line.refuse(problem);
  }

  #sit(line: AgentLine, join: Join): void {
    const environments = Math.min(join.environments, this.#limits.environmentsPerSeat);
    const seat = new Seat({
      number: ++this.#seats,
      join,
      environments,
      line,
      clock: this.#clock,
      onFree: () => this.#book.settle(),
    });
    line.onMessage = (message) => {
      if (message.type === 'act') seat.take(message.actions);
      else if (message.type === 'leave') seat.leave();
      else {
        const wrong = { message: 'This program has joined.', expected: 'act or leave', got: message.type };
        line.refuse({ code: 'bad-message', ...wrong });
      }
    };
    line.onClose = (why) => {
      const lost = seat.vanish(why);
      const again =
        lost === 0 ? '' : `; ${lost === 1 ? 'its episode is' : `its ${lost} episodes are`} run again`;
      this.#tell(join.name, { kind: 'lost', text: `agent "${join.name}" left: ${why}${again}` });
      this.#book.remove(seat, lost);
    };
    line.send({ type: 'joined', seat: seat.number, environments });
    const slots = `${environments} environment${environments === 1 ? '' : 's'}`;
    const text = `agent "${join.name}" (version ${join.version}) joined from ${line.remote} with ${slots}`;
    this.#tell(join.name, { kind: 'joined', text });
    this.#book.add(seat);
  }

  #tell(name: string, notice: Notice): void {
    for (const desk of this.#desks) desk.hear(name, notice);
  }
}
