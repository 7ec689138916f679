import type { Action, Agent, Answer, Briefing, Observation, SensorNeeds } from '../../sim/agent.ts';
import { Rng } from '../../sim/core/index.ts';
import { DRONE_CONTROLS } from '../control-names.ts';
import type { FlightPlan } from '../uav-pd/flight-plan.ts';
import { flyTo, goalOn } from '../uav-pd/follow-line.ts';
import { flightTruth, planOf } from '../uav-pd/uav-pd-agent.ts';
import type { PilotLessonBook } from './pilot-lessons.ts';
import { BEARING_SCALE_RAD, INSTRUMENTS, OUTPUTS, PULL_SCALE_MPS2 } from './pilot-net.ts';
import { flightStateOf, pictureOf, writeInstruments } from './read-instruments.ts';
import { PILOT_CAMERA } from './uav-vision-agent.ts';

interface Pupil {
  readonly rng: Rng;
  plan: FlightPlan | null;
  studentFlies: boolean;
  /** A push on roll, pitch and turn, and for how many steps it lasts. */
  push: readonly number[];
  pushSteps: number;
}

const TURN_STEPS = 25;
const PUSH_CHANCE = 0.035;
const PUSHES = [0.5, 0.4, 1.5, 0.12] as const;
/** Two pictures in a row teach next to nothing more than one. */
const LESSON_EVERY_STEPS = 2;

/**
 * Flies to collect lessons: uav-pd's goal labels what is seen, while uav-pd with pushes or the student
 * flies (DAgger, Ross et al. 2011). The danger: pushes and turns come from the episode's seed, so give each a
 * seed of its own.
 */
export class FlightSchool implements Agent {
  readonly name = 'flight-school';
  readonly version = '1';
  readonly needs: SensorNeeds = { camera: PILOT_CAMERA, truth: true };
  readonly gives = DRONE_CONTROLS;
  readonly #student: Agent | null;
  readonly #studentShare: number;
  readonly #book: PilotLessonBook;
  readonly #pupils = new Map<number, Pupil>();

  /** `studentShare` is the chance that the student flies a stretch. */
  constructor(options: { student: Agent | null; studentShare: number; book: PilotLessonBook }) {
    this.#student = options.student;
    this.#studentShare = options.student === null ? 0 : options.studentShare;
    this.#book = options.book;
  }

  reset(seat: number, { seed }: Briefing): void {
    const rng = new Rng(seed, 'flight-school');
    this.#pupils.set(seat, { rng, plan: null, studentFlies: false, push: [], pushSteps: 0 });
  }

  async act(batch: readonly Observation[]): Promise<readonly Answer[]> {
    const acts = this.#studentShare > 0 ? await this.#student?.act(batch) : undefined;
    return batch.map((seen, i) => this.#fly(seen, acts?.[i] as Action | undefined));
  }

  #fly(seen: Observation, studentAct: Action | undefined): Action {
    const pupil = this.#pupils.get(seen.seat);
    if (pupil === undefined) throw new RangeError(`seat ${seen.seat} was not reset`);
    pupil.plan ??= planOf(seen.readings);
    const goal = goalOn(pupil.plan, flightTruth(seen.readings));
    if (seen.step % LESSON_EVERY_STEPS === 0) {
      const instruments = new Float32Array(INSTRUMENTS);
      writeInstruments(seen, instruments, 0);
      const label = Float32Array.from({ length: OUTPUTS }, (_, k) =>
        k < 3 ? (goal.pullMps2[k] as number) / PULL_SCALE_MPS2 : goal.bearingRad / BEARING_SCALE_RAD,
      );
      this.#book.add(pictureOf(seen), instruments, label);
    }
    if (seen.step % TURN_STEPS === 0) pupil.studentFlies = pupil.rng.float() < this.#studentShare;
    if (pupil.studentFlies && studentAct !== undefined) return studentAct;
    return pushed(pupil, flyTo(goal, flightStateOf(seen)));
  }
}

/** Now and then a push, so that recoveries are seen. */
function pushed(pupil: Pupil, action: Float64Array): Action {
  if (pupil.pushSteps === 0 && pupil.rng.float() < PUSH_CHANCE) {
    pupil.pushSteps = 4 + pupil.rng.int(8);
    pupil.push = PUSHES.map((most) => pupil.rng.range(-most, most));
  }
  if (pupil.pushSteps === 0) return action;
  pupil.pushSteps--;
  return action.map((value, k) => value + (pupil.push[k] as number));
}
