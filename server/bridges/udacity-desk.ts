import type { Driver, Reply, SeatDesk, Sight } from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Briefing, Notes } from '../../sim/index.ts';
import type { Notice } from '../seats/notice.ts';
import { type UdacityAddress, udacityAddress } from './udacity-address.ts';
import type { UdacityDrive } from './udacity-drive.ts';
import { UdacityProgram } from './udacity-program.ts';
import { UDACITY_CAMERA } from './udacity-units.ts';

interface Seat {
  readonly program: UdacityProgram;
  readonly drive: UdacityDrive;
}

/** What a car takes; the Udacity simulator has nothing else to drive. */
const CAR_ACTION = ['steer', 'gas', 'brake'];

/**
 * Seats drive.py programs of Udacity's behavioural cloning project: this side plays their
 * simulator. Its danger: a connection is an episode, so a program must not carry over anything
 * from one connection to the next; what it keeps in global variables makes episodes differ.
 */
export class UdacityDesk implements SeatDesk {
  readonly #answerTimeoutS: number;
  readonly #onNotice: (notice: Notice) => void;
  readonly #abort = new AbortController();
  readonly #programs = new Map<string, UdacityProgram>();
  readonly #seats = new Map<string, Seat>();
  #episodes = 0;

  /** `answerTimeoutS` is how long a program may think of one steer. */
  constructor(options: { answerTimeoutS: number; onNotice?: (notice: Notice) => void }) {
    this.#answerTimeoutS = options.answerTimeoutS;
    this.#onNotice = options.onNotice ?? (() => {});
  }

  async meet(address: string): Promise<Driver> {
    const where = udacityAddress(address);
    const engine = await this.#programAt(where).meet();
    return {
      name: where.url,
      version: `udacity EIO${engine}`,
      needs: { camera: UDACITY_CAMERA, truth: false },
    };
  }

  async begin(address: string, { taskId, action }: Briefing): Promise<string> {
    if (action.names.join() !== CAR_ACTION.join()) {
      throw new FaultscapeError('usage', `Agent udacity cannot drive ${taskId}.`, {
        expected: `a task with the actions ${CAR_ACTION.join(', ')}`,
        got: action.names.join(', '),
      });
    }
    const program = this.#programAt(udacityAddress(address));
    const drive = await program.begin();
    const episode = `udacity-${this.#episodes++}`;
    this.#seats.set(episode, { program, drive });
    return episode;
  }

  exchange(sights: readonly Sight[]): Promise<readonly Reply[]> {
    return Promise.all(sights.map((sight) => this.#ask(sight)));
  }

  async end(episode: string): Promise<Notes> {
    const seat = this.#seats.get(episode);
    this.#seats.delete(episode);
    // The next episode waits for the program to be done with this one; whoever ended it need not.
    if (seat !== undefined) void seat.program.end(seat.drive);
    return {};
  }

  /** Hangs up everywhere; whoever waits is told that the run was stopped. */
  close(): void {
    this.#abort.abort();
    for (const [episode, { drive }] of this.#seats) {
      drive.hangUp();
      void this.end(episode);
    }
  }

  async #ask(sight: Sight): Promise<Reply> {
    const drive = this.#seats.get(sight.episode)?.drive;
    if (drive === undefined) return { fault: `episode ${sight.episode} has no drive.py any more` };
    const reply = await drive.ask(sight);
    if ('fault' in reply) this.#onNotice({ kind: 'lost', text: reply.fault });
    return reply;
  }

  #programAt(address: UdacityAddress): UdacityProgram {
    const known = this.#programs.get(address.url);
    if (known !== undefined) return known;
    const program = new UdacityProgram(address, {
      answerTimeoutS: this.#answerTimeoutS,
      onNotice: this.#onNotice,
      signal: this.#abort.signal,
    });
    this.#programs.set(address.url, program);
    return program;
  }
}
