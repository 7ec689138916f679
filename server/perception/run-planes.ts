import { oneVersusRest, type PlanePoint, planePoint } from '../../adversary/index.ts';
import type { Trajectory } from '../../sim/index.ts';
import { FaultscapeError, RECOGNITION_ACTION, Rng, SHAPE_CLASSES } from '../../sim/index.ts';
import { phasesInOrder } from '../report/run-view.ts';
import type { RunFolder } from '../store/run-folder.ts';

/** One point of the information plane: a phase of a run, of all classes or one against the rest. */
export interface RunPlane {
  readonly run: string;
  readonly agent: string;
  readonly phase: string;
  readonly plane: PlanePoint;
  /** Pictures whose likeliest class was the true one. */
  readonly rightShare: number;
  /** By class; those of which the phase has no picture are left out. */
  readonly byClass: readonly { readonly name: string; readonly plane: PlanePoint }[];
}

export interface RunPlaneOptions {
  readonly seed: number;
  readonly bins: number;
  readonly shuffles: number;
}

/** What is read of a run. */
export interface LoggedAnswers {
  readonly name: string;
  readonly task: string;
  readonly agent: string;
  /** Those that came to their end. */
  readonly episodes: readonly { readonly id: string; readonly phase: string }[];
  trajectory(id: string): Trajectory | null;
}

export function answersIn({ name, manifest, store }: RunFolder): LoggedAnswers {
  return {
    name,
    task: manifest.task,
    agent: manifest.agent,
    episodes: store.rows().filter(({ status }) => status === 'done'),
    trajectory: (id) => store.trajectory(id),
  };
}

/**
 * The information plane of a run's phases, from its log alone: what the agent answered in `recognition/all`, be it
 * built in or a program elsewhere. Throws an error of kind `data` for a run of another task.
 */
export function planesOfRun(
  run: LoggedAnswers,
  { seed, bins, shuffles }: RunPlaneOptions,
): readonly RunPlane[] {
  const { agent, episodes } = run;
  return phasesInOrder(episodes).flatMap((phase): RunPlane[] => {
    const answers = episodes
      .filter((episode) => episode.phase === phase)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id }) => answerOf(run, id));
    if (answers.length === 0) return [];
    const probabilities = answers.map((answer) => answer.probabilities);
    const labels = answers.map((answer) => answer.classIndex);
    const options = (name: string) => ({ bins, shuffles, rng: new Rng(seed, 'plane', phase, name) });
    return [
      {
        run: run.name,
        agent,
        phase,
        plane: planePoint(probabilities, labels, options('all')),
        rightShare: answers.filter(isRight).length / answers.length,
        byClass: SHAPE_CLASSES.flatMap((name, k) =>
          labels.includes(k) ? [{ name, plane: oneVersusRest(probabilities, labels, k, options(name)) }] : [],
        ),
      },
    ];
  });
}

interface LoggedAnswer {
  readonly probabilities: readonly number[];
  readonly classIndex: number;
}

function isRight({ probabilities, classIndex }: LoggedAnswer): boolean {
  return probabilities.indexOf(Math.max(...probabilities)) === classIndex;
}

function answerOf(run: LoggedAnswers, id: string): LoggedAnswer {
  const logged = run.trajectory(id);
  const expected = RECOGNITION_ACTION.names;
  const fits = expected.every((name, i) => logged?.names[i] === name);
  const classAt = logged?.names.indexOf('classIndex') ?? -1;
  if (logged === null || !fits || classAt < 0) {
    throw new FaultscapeError('data', `The run ${run.name} holds no answers of a classifier.`, {
      expected: 'a run of recognition/all',
      got: `a run of ${run.task}`,
      hint: 'faultscape evaluate --task recognition/all --agent AGENT --out FOLDER',
    });
  }
  return {
    probabilities: Array.from(logged.rows.slice(0, expected.length)),
    classIndex: logged.rows[classAt] as number,
  };
}
