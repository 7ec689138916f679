import {
  type Action,
  type CameraSpec,
  type Command,
  type Episode,
  FaultscapeError,
  type Frame,
  type Observation,
  type Renderer,
  type SensorNeeds,
  type Task,
} from '../../sim/index.ts';

/** One picture of an episode and what was known when it was taken. */
export interface Photograph {
  readonly step: number;
  readonly timeS: number;
  readonly command: Command;
  readonly speedMps: number;
  readonly rgb: Uint8Array;
  /** Class of each pixel; null where no masks were asked for. */
  readonly semantic: Uint8Array | null;
  /** One number per name of the task's `traceNames`. */
  readonly state: Float64Array;
  /** What the agent did then; null until it has. */
  action: Float64Array | null;
}

export interface Photography {
  readonly renderer: Renderer;
  /** What pictures are taken with: the agent's own camera, where it has one. */
  readonly camera: CameraSpec;
  /** What the agent asks for itself. */
  readonly needs: SensorNeeds;
  /** A picture is taken at each so many-th step, from the first. */
  readonly every: number;
}

/**
 * The same task, of whose episodes pictures are taken into `film` as they go. The agent is shown what it would be
 * shown without: the pictures are the frames it sees, or where it has no camera those it would see.
 */
export function photographed(task: Task, photography: Photography, film: Photograph[]): Task {
  const { id, description, spaces, failsBelow, action, controlStepS, traceNames, nominal } = task;
  const { camera, renderer, needs } = photography;
  return {
    ...{ id, description, spaces, failsBelow, action, controlStepS, traceNames, nominal },
    ...(task.readings === undefined ? {} : { readings: (asked) => task.readings?.(asked) ?? [] }),
    begin(scene, options) {
      const shutter = new Shutter(renderer, needs.camera);
      const episode = task.begin(scene, { ...options, renderer: shutter, needs: { ...needs, camera } });
      return new PhotographedEpisode(task, episode, shutter, photography, film);
    },
  };
}

/** Draws for the film while it is open; while it is shut only what the agent itself is to see. */
class Shutter implements Renderer {
  open = false;
  readonly description: string;
  readonly #renderer: Renderer;
  readonly #agentCamera: CameraSpec | null;

  constructor(renderer: Renderer, agentCamera: CameraSpec | null) {
    this.#renderer = renderer;
    this.#agentCamera = agentCamera;
    this.description = renderer.description;
  }

  render(...[picture, pose, camera, slot]: Parameters<Renderer['render']>): Frame {
    if (this.open) return this.#renderer.render(picture, pose, camera, slot);
    if (this.#agentCamera !== null) return this.#renderer.render(picture, pose, this.#agentCamera, slot);
    const { widthPx, heightPx } = camera;
    return { widthPx, heightPx, rgb: null, depthM: null, semantic: null };
  }

  release(slot: number): void {
    this.#renderer.release(slot);
  }

  close(): void {}
}

class PhotographedEpisode implements Episode {
  readonly #task: Task;
  readonly #episode: Episode;
  readonly #shutter: Shutter;
  readonly #photography: Photography;
  readonly #film: Photograph[];
  #step = 0;
  #taken: Photograph | null = null;

  constructor(task: Task, episode: Episode, shutter: Shutter, photography: Photography, film: Photograph[]) {
    this.#task = task;
    this.#episode = episode;
    this.#shutter = shutter;
    this.#photography = photography;
    this.#film = film;
  }

  get over(): boolean {
    return this.#episode.over;
  }

  observe(): Observation {
    this.#shutter.open = this.#step % this.#photography.every === 0;
    const observation = this.#episode.observe();
    if (this.#shutter.open) this.#take(observation);
    return { ...observation, frame: this.#agentsFrame(observation.frame) };
  }

  advance(action: Action): void {
    this.#episode.advance(action);
    // Adding 0 turns -0 into 0, as a wire does.
    if (this.#taken !== null) this.#taken.action = Float64Array.from(action, (x) => x + 0);
    this.#taken = null;
    this.#step++;
  }

  score() {
    return this.#episode.score();
  }

  picture() {
    return this.#episode.picture();
  }

  cameraPose() {
    return this.#episode.cameraPose();
  }

  trace(into: Float64Array, offset: number): void {
    this.#episode.trace(into, offset);
  }

  close(): void {
    this.#episode.close();
  }

  #take({ frame, timeS, command, speedMps }: Observation): void {
    const rgb = frame?.rgb ?? null;
    if (rgb === null) {
      throw new FaultscapeError('usage', `Task ${this.#task.id} shows no pictures.`, {
        expected: 'a task with a camera',
        got: 'an observation without a frame',
      });
    }
    const state = new Float64Array(this.#task.traceNames.length);
    this.#episode.trace(state, 0);
    // Copies: a frame may be the renderer's own memory.
    const semantic = frame?.semantic?.slice() ?? null;
    this.#taken = {
      step: this.#step,
      timeS,
      command,
      speedMps,
      rgb: rgb.slice(),
      semantic,
      state,
      action: null,
    };
    this.#film.push(this.#taken);
  }

  #agentsFrame(frame: Frame | null): Frame | null {
    const asked = this.#photography.needs.camera;
    if (asked === null || frame === null) return null;
    const { rgb, semantic } = frame;
    return { ...frame, rgb: asked.rgb ? rgb : null, semantic: asked.semantic ? semantic : null };
  }
}
