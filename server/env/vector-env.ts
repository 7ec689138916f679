import {
  type EnvClientMessage,
  type EnvServerMessage,
  type JpegEncoder,
  routeMessage,
  viewMessage,
  type WireResult,
  type WireSensors,
} from '../../agents/protocol/index.ts';
import type { Action, Observation, ReadingSpec, SensorNeeds } from '../../sim/agent.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import {
  type Episode,
  type Renderer,
  readingSpecs,
  type Scene,
  sceneProblem,
  type Task,
} from '../../sim/index.ts';
import { badAction, badScene, noPicture, outOfOrder } from './env-refusals.ts';

type Message<T extends EnvClientMessage['type']> = Extract<EnvClientMessage, { type: T }>;
type ResetItem = Message<'reset'>['resets'][number];
type StepItem = Message<'step'>['actions'][number];
/** Messages about environments that are there. */
export type EnvRequest = Message<'reset' | 'step' | 'render'>;
type Answer = Exclude<EnvServerMessage, { type: 'hello' | 'made' | 'error' }>;

interface Place {
  readonly id: string;
  readonly episode: Episode;
  step: number;
  /** The score so far. */
  total: number;
}

export interface VectorEnvOptions {
  readonly task: Task;
  readonly environments: number;
  readonly sensors: WireSensors;
  /** Called when there is first something to draw. Throws a FaultscapeError where nothing can draw. */
  readonly openRenderer: () => Renderer;
  readonly jpeg: JpegEncoder;
  readonly maxPictureBytes: number;
}

/** Sizes of picture that one session may ask for; the renderer keeps room for each. */
const MOST_SIZES = 4;

/**
 * Episodes side by side that a trainer resets and steps in any subset. A request is checked whole
 * before anything is done, and throws a ProtocolError then. Any other error means that some
 * environments have moved and others not: the whole of it must be given up. Its danger: pictures in
 * an answer share memory with the next one, so it must be sent or copied first.
 */
export class VectorEnv {
  readonly #task: Task;
  readonly #options: VectorEnvOptions;
  readonly #needs: SensorNeeds;
  readonly #readings: readonly ReadingSpec[];
  readonly #places: (Place | null)[];
  readonly #sizes = new Set<string>();
  #renderer: Renderer | null = null;
  #episodes = 0;

  constructor(options: VectorEnvOptions) {
    this.#options = options;
    this.#task = options.task;
    this.#needs = options.sensors;
    this.#readings = readingSpecs(options.task, this.#needs);
    this.#places = Array.from({ length: options.environments }, () => null);
    if (this.#needs.camera !== null) this.#renderer = options.openRenderer();
  }

  /** What draws the sensors' camera; null where there is none. */
  get rendererName(): string | null {
    return this.#needs.camera === null ? null : (this.#renderer?.description ?? null);
  }

  /** Whether observations hold the true pose: asked for, in a task with a road. Others show it as readings. */
  get showsTruth(): boolean {
    if (!this.#needs.truth) return false;
    const needs = { camera: null, truth: true };
    const episode = this.#task.begin(this.#task.nominal, { seed: 0, seat: 0, renderer: null, needs });
    const { truth } = episode.observe();
    episode.close();
    return truth !== null;
  }

  answer(request: EnvRequest): Answer {
    switch (request.type) {
      case 'reset':
        return this.#reset(request);
      case 'step':
        return this.#step(request);
      case 'render':
        return this.#render(request);
    }
  }

  close(): void {
    for (const place of this.#places) place?.episode.close();
    this.#renderer?.close();
  }

  #reset({ id, resets }: Message<'reset'>): Answer {
    this.#checkEach(resets);
    const begun: Episode[] = [];
    try {
      for (const item of resets) begun.push(this.#begin(item));
    } catch (error) {
      // They have drawn nothing; closing them would take the stage of those that go on.
      if (error instanceof FaultscapeError && error.kind === 'data') throw badScene(error);
      throw error;
    }
    const results = resets.map(({ environment, seed, scene = {} }, i) => {
      this.#places[environment]?.episode.close();
      const episode = begun[i] as Episode;
      const place = { id: `${environment}.${++this.#episodes}`, episode, step: 0, total: 0 };
      this.#places[environment] = place;
      const observation = episode.observe();
      const route = routeIn(observation);
      return {
        ...this.#result(environment, place, observation),
        info: { seed, scene: scene as Scene },
        ...(route === null ? {} : { route: routeMessage(route) }),
      };
    });
    return { type: 'state', id, results };
  }

  #begin({ environment, seed, scene = {} }: ResetItem): Episode {
    const problem = sceneProblem(`Task ${this.#task.id}`, [...this.#task.spaces.values()], scene as Scene);
    if (problem !== null) throw problem;
    return this.#task.begin(scene as Scene, {
      seed,
      seat: environment,
      renderer: this.#needs.camera === null ? null : this.#renderer,
      needs: this.#needs,
    });
  }

  #step({ id, actions }: Message<'step'>): Answer {
    this.#checkEach(actions);
    for (const item of actions) this.#checkStep(item);
    const results = actions.map(({ environment, action }) => {
      const place = this.#places[environment] as Place;
      const { episode } = place;
      episode.advance(action as Action);
      place.step++;
      const score = episode.score();
      const reward = score.total - place.total;
      place.total = score.total;
      const result = { ...this.#result(environment, place, episode.observe()), reward };
      if (!episode.over) return result;
      const { terminated, truncated, total, failed, reason, terms } = score;
      return { ...result, terminated, truncated, info: { score: total, failed, reason, terms } };
    });
    return { type: 'state', id, results };
  }

  #result(environment: number, { id, step }: Place, observation: Observation): WireResult {
    const jpeg = this.#options.sensors.camera?.encoding === 'jpeg' ? this.#options.jpeg : undefined;
    const readings = this.#readings;
    return {
      environment,
      episode: id,
      step,
      observation: viewMessage(observation, { jpeg, readings }),
      reward: 0,
      terminated: false,
      truncated: false,
      info: {},
    };
  }

  #render({ id, environment, widthPx, heightPx }: Message<'render'>): Answer {
    this.#checkEach([{ environment }]);
    const place = this.#places[environment];
    if (place === null || place === undefined)
      throw outOfOrder('reset', `render of environment ${environment}`);
    const pose = place.episode.cameraPose();
    if (pose === null) throw noPicture('a task with a camera', this.#task.id);
    this.#checkSize(widthPx, heightPx);
    const camera = { widthPx, heightPx, rgb: true, depth: false, semantic: false };
    this.#renderer ??= this.#open();
    const { rgb } = this.#renderer.render(place.episode.picture(), pose, camera, environment);
    return { type: 'rendered', id, environment, widthPx, heightPx, rgb: rgb as Uint8Array<ArrayBuffer> };
  }

  #open(): Renderer {
    try {
      return this.#options.openRenderer();
    } catch (error) {
      if (error instanceof FaultscapeError) throw noPicture('a way to draw on the server', error.message);
      throw error;
    }
  }

  #checkSize(widthPx: number, heightPx: number): void {
    const { maxPictureBytes } = this.#options;
    const size = `${widthPx} x ${heightPx}`;
    if (3 * widthPx * heightPx > maxPictureBytes) {
      throw noPicture(`a picture of at most ${maxPictureBytes} bytes`, `${size} pixels of 3 bytes`);
    }
    this.#sizes.add(size);
    if (this.#sizes.size <= MOST_SIZES) return;
    this.#sizes.delete(size);
    throw noPicture(`one of ${[...this.#sizes].join(', ')}, asked for before`, size);
  }

  #checkEach(items: readonly { readonly environment: number }[]): void {
    const seen = new Set<number>();
    for (const { environment } of items) {
      if (environment >= this.#places.length) {
        throw outOfOrder(`an environment from 0 to ${this.#places.length - 1}`, `environment ${environment}`);
      }
      if (seen.has(environment))
        throw outOfOrder('each environment once', `environment ${environment} again`);
      seen.add(environment);
    }
  }

  #checkStep({ environment, episode, step, action }: StepItem): void {
    const place = this.#places[environment];
    const got = `episode ${episode}, step ${step} in environment ${environment}`;
    if (place === null || place === undefined) throw outOfOrder(`a reset of environment ${environment}`, got);
    if (place.episode.over) throw outOfOrder(`a reset, since episode ${place.id} is over`, got);
    if (place.id !== episode || place.step !== step) {
      throw outOfOrder(`episode ${place.id}, step ${place.step}`, got);
    }
    const { names } = this.#task.action;
    if (action.length === names.length && action.every((value) => Number.isFinite(value))) return;
    throw badAction(environment, this.#task.action, action);
  }
}

function routeIn({ truth }: Observation) {
  if (truth === null) return null;
  return { stepM: truth.routeStepM, xyM: truth.routeXyM, speedMps: truth.routeSpeedMps };
}
