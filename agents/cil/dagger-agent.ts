import {
  type Action,
  type ActionSpec,
  type Agent,
  AgentFault,
  type Answer,
  type Briefing,
  type Notes,
  type Observation,
  type Outcome,
  type SensorNeeds,
} from '../../sim/agent.ts';
import { Rng } from '../../sim/core/index.ts';
import { PurePursuitAgent } from '../pure-pursuit.ts';
import { checkTeacher } from './check-teacher.ts';

/** What the expert would have done, beside what the student saw. */
export interface Lesson {
  /** The seed of the episode it belongs to. */
  readonly seed: number;
  readonly observation: Observation;
  readonly label: Float64Array;
}

interface SeatState {
  readonly seed: number;
  readonly rng: Rng;
  readonly action: ActionSpec;
  studentDrives: boolean;
  impulse: { left: number; length: number; peak: number } | null;
}

/** Time between two draws of who drives, in steps. */
const TURN_STEPS = 15;
const IMPULSE_STEPS = 12;
const IMPULSE_CHANCE_PER_STEP = 0.025;
const IMPULSE_PEAK = 0.45;

/**
 * Drives to collect lessons: the expert labels every frame while the expert with steering
 * impulses (Codevilla et al. 2018, section IV) or the student (DAgger, Ross et al. 2011) drives.
 * Its one danger: a lesson's observation shares memory with later ones; copy it at once.
 */
export class DaggerAgent implements Agent {
  readonly name = 'dagger';
  readonly version = '1';
  readonly needs: SensorNeeds;
  readonly #student: Agent;
  readonly #expert: Agent;
  readonly #studentShare: number;
  readonly #onLesson: (lesson: Lesson) => void;
  readonly #seats = new Map<number, SeatState>();

  /** `studentShare` is the chance that the student drives a stretch; 0 is the expert alone. */
  constructor(options: {
    student: Agent;
    /** pure-pursuit unless told otherwise. Neither it nor the student is closed here. */
    expert?: Agent;
    studentShare: number;
    onLesson: (lesson: Lesson) => void;
  }) {
    const { student, expert = new PurePursuitAgent() } = options;
    const teacher: Agent = expert;
    checkTeacher(teacher, student.needs.camera);
    this.#student = student;
    this.#expert = expert;
    this.#studentShare = options.studentShare;
    this.#onLesson = options.onLesson;
    const asked = [teacher, student].flatMap(({ needs }) =>
      needs.sensors === undefined ? [] : [needs.sensors],
    );
    this.needs = {
      camera: student.needs.camera,
      truth: student.needs.truth || expert.needs.truth,
      ...(asked.length === 0 ? {} : { sensors: Object.assign({}, ...asked) }),
    };
  }

  /** The expert last: it is the one that may be lost, and then there is nothing else to end. */
  async reset(seat: number, briefing: Briefing): Promise<void> {
    const rng = new Rng(briefing.seed, 'dagger');
    const { seed, action } = briefing;
    this.#seats.set(seat, { seed, rng, action, studentDrives: false, impulse: null });
    await this.#student.reset(seat, { ...briefing, needs: this.#student.needs });
    await this.#expert.reset(seat, { ...briefing, needs: this.#expert.needs });
  }

  /** A fault of the expert, or of the student where it was to drive, takes the episode away. */
  async act(batch: readonly Observation[]): Promise<readonly Answer[]> {
    const [labels, studentActs] = await Promise.all([
      this.#expert.act(batch.map((seen) => visibleTo(this.#expert, seen, this.needs))),
      this.#studentShare > 0
        ? this.#student.act(batch.map((seen) => visibleTo(this.#student, seen, this.needs)))
        : [],
    ]);
    return batch.map((observation, i) => {
      const state = this.#seats.get(observation.seat);
      if (state === undefined) throw new RangeError('seat was not reset');
      const taught = labels[i] as Answer;
      if (taught instanceof AgentFault) return taught;
      const label = clipped(taught, state.action);
      this.#onLesson({ seed: state.seed, observation, label });
      if (observation.step % TURN_STEPS === 0) {
        state.studentDrives = state.rng.float() < this.#studentShare;
      }
      const chosen = state.studentDrives ? (studentActs[i] as Answer) : label;
      if (chosen instanceof AgentFault) return chosen;
      const action = Float64Array.from(chosen);
      action[0] = Math.min(1, Math.max(-1, (action[0] as number) + this.#impulse(state)));
      return action;
    });
  }

  async end(seat: number, outcome: Outcome | null): Promise<Notes> {
    const ofStudent = await this.#student.end?.(seat, outcome);
    const ofExpert = await this.#expert.end?.(seat, outcome);
    return { ...ofStudent, ...ofExpert };
  }

  /** A triangular push on the wheel now and then, so that recoveries are seen. */
  #impulse(state: SeatState): number {
    if (state.impulse === null) {
      if (state.rng.float() >= IMPULSE_CHANCE_PER_STEP) return 0;
      const length = 4 + state.rng.int(IMPULSE_STEPS - 4);
      const peak = state.rng.range(-IMPULSE_PEAK, IMPULSE_PEAK);
      state.impulse = { left: length, length, peak };
    }
    const { left, length, peak } = state.impulse;
    const phase = 1 - Math.abs((2 * left) / length - 1);
    state.impulse = left > 1 ? { left: left - 1, length, peak } : null;
    return peak * phase;
  }
}

/** An agent is shown what it asked for, as if it drove alone. */
function visibleTo({ needs }: Agent, seen: Observation, asked: SensorNeeds): Observation {
  const others = Object.keys(asked.sensors ?? {}).filter((name) => needs.sensors?.[name] === undefined);
  const readings = Object.entries(seen.readings ?? {}).filter(([name]) => !others.includes(name));
  return {
    ...seen,
    ...(seen.readings === undefined ? {} : { readings: Object.fromEntries(readings) }),
    frame: needs.camera === null ? null : seen.frame,
    truth: needs.truth ? seen.truth : null,
  };
}

/** What the world makes of an action is what is to be learned. */
function clipped(action: Action, { low, high }: ActionSpec): Float64Array {
  return Float64Array.from(action, (value, i) =>
    Math.min(high[i] as number, Math.max(low[i] as number, value)),
  );
}
