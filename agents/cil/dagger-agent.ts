import type { Action, Agent, Briefing, Observation } from '../../sim/agent.ts';
import { Rng } from '../../sim/core/index.ts';
import { pursue } from '../pure-pursuit.ts';

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
  readonly needs;
  readonly #student: Agent;
  readonly #studentShare: number;
  readonly #onLesson: (lesson: Lesson) => void;
  readonly #seats = new Map<number, SeatState>();

  /** `studentShare` is the chance that the student drives a stretch; 0 is the expert alone. */
  constructor(options: { student: Agent; studentShare: number; onLesson: (lesson: Lesson) => void }) {
    this.#student = options.student;
    this.#studentShare = options.studentShare;
    this.#onLesson = options.onLesson;
    this.needs = { camera: options.student.needs.camera, truth: true };
  }

  reset(seat: number, briefing: Briefing): void {
    const rng = new Rng(briefing.seed, 'dagger');
    this.#seats.set(seat, { seed: briefing.seed, rng, studentDrives: false, impulse: null });
  }

  async act(batch: readonly Observation[]): Promise<readonly Action[]> {
    const studentActs = this.#studentShare > 0 ? await this.#student.act(batch) : [];
    return batch.map((observation, i) => {
      const state = this.#seats.get(observation.seat);
      if (state === undefined || observation.truth === null) throw new RangeError('seat was not reset');
      const label = pursue(observation.truth, observation.speedMps);
      this.#onLesson({ seed: state.seed, observation, label });
      if (observation.step % TURN_STEPS === 0) {
        state.studentDrives = state.rng.float() < this.#studentShare;
      }
      const chosen = state.studentDrives ? (studentActs[i] as Action) : label;
      const action = Float64Array.from(chosen);
      action[0] = Math.min(1, Math.max(-1, (action[0] as number) + this.#impulse(state)));
      return action;
    });
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
