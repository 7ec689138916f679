import { FaultscapeError } from '../../sim/core/index.ts';
import { createTask, type Task } from '../../sim/index.ts';
import { type Point, type Scene, type Space, sceneProblem } from '../../sim/space/index.ts';
import type { NewDrive, SeatAbout } from '../http/api.ts';
import { expectAgent } from '../runs/attack-plan.ts';
import type { Manner } from '../seats/manner.ts';

/** A person at the page, who joins as a program of a name made for the one drive. */
export const HUMAN = 'human';

/** One episode to run, checked. */
export interface DrivePlan {
  readonly task: Task;
  /** As it is logged: "pure-pursuit", "ws:my-agent", "human". */
  readonly agent: string;
  /** As the worker asks for it: for a person, the name of their seat. */
  readonly address: string;
  /** The seat's name for a person. */
  readonly join: string | null;
  readonly manner: Manner;
  /** The first space of the task that holds the scene, and its place there. */
  readonly space: Space | null;
  readonly point: Point | null;
  readonly scene: Scene;
  readonly seed: number;
}

const LOCK_STEP: Manner = { pace: 'lock-step', stale: 'hold', answerTimeoutS: 30 };
const REALTIME: Manner = { pace: 'realtime', stale: 'hold', answerTimeoutS: 10 };

/** `token` makes the name of a person's seat one that nobody else can guess. */
export function planDrive(
  wish: NewDrive,
  { seats, token }: { seats: readonly SeatAbout[]; token: string },
): DrivePlan {
  const task = createTask(wish.task);
  const problem = sceneProblem(`Task ${task.id}`, [...task.spaces.values()], wish.scene);
  if (problem !== null) throw problem;
  const invalid = task.invalid?.(wish.scene) ?? null;
  if (invalid !== null) throw invalid;
  const join = wish.agent === HUMAN ? `${HUMAN}-${token}` : null;
  const address = join === null ? wish.agent : `ws:${join}`;
  expectAgent(address);
  if (join === null) expectSeat(wish.agent, seats);
  return {
    task,
    agent: wish.agent,
    address,
    join,
    manner: join === null ? LOCK_STEP : REALTIME,
    ...place(task, wish.scene),
    seed: wish.seed,
  };
}

/** Where a scene lies, completed by what is nominal there. */
function place(task: Task, scene: Scene): Pick<DrivePlan, 'space' | 'point' | 'scene'> {
  for (const space of task.spaces.values()) {
    const nominal = Object.fromEntries(
      space.axes.map(({ name }) => [name, task.nominal[name] as number | string]),
    );
    const full = { ...nominal, ...scene };
    if (space.problem(full) === null) return { space, point: space.encode(full), scene: full };
  }
  return { space: null, point: null, scene };
}

/** Nobody waits at a page for a program that may never come. */
function expectSeat(agent: string, seats: readonly SeatAbout[]): void {
  const name = /^ws:(.*)$/.exec(agent)?.[1];
  if (name === undefined || seats.some((seat) => seat.name === name)) return;
  throw new FaultscapeError('usage', 'No program of this name has joined.', {
    expected: seats.length === 0 ? 'a program that joins first' : seats.map((seat) => seat.name).join(', '),
    got: name,
  });
}
