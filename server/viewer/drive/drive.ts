import { type Signal, signal } from '@preact/signals';
import type { EpisodeEntry, NewDrive, NewDriveRef } from '../../http/api.ts';
import type { StepNews } from '../../live/live-event.ts';
import { postJson } from '../shell/api.ts';
import { live, type RunWatch } from '../shell/live.ts';

export type DriveState =
  | { readonly state: 'asked' }
  | { readonly state: 'driving'; readonly ref: NewDriveRef }
  | { readonly state: 'logged'; readonly ref: NewDriveRef; readonly episode: EpisodeEntry }
  | { readonly state: 'problem'; readonly message: string };

/** The latest state of the car, by the names of the log. */
export interface DriveStep {
  readonly step: number;
  readonly names: readonly string[];
  readonly row: readonly number[];
}

/**
 * One drive asked for from this page, followed until it is in the log. Its danger: it takes the page's
 * one watch for as long as it is open.
 */
export class Drive {
  readonly asked: NewDrive;
  readonly state: Signal<DriveState> = signal<DriveState>({ state: 'asked' });
  readonly latest: Signal<DriveStep | null> = signal<DriveStep | null>(null);
  #watch: RunWatch | null = null;
  #stop: (() => void)[] = [];
  #open = true;

  constructor(asked: NewDrive) {
    this.asked = asked;
    postJson<NewDriveRef>('/api/drives', asked).then(
      (ref) => this.#follow(ref),
      (error: Error) => this.#end({ state: 'problem', message: error.message }),
    );
  }

  close(): void {
    this.#open = false;
    for (const stop of this.#stop) stop();
    this.#stop = [];
    if (this.#watch !== null) live.unwatch(this.#watch);
    this.#watch = null;
  }

  #follow(ref: NewDriveRef): void {
    if (!this.#open) return;
    this.state.value = { state: 'driving', ref };
    const watch = live.watch(ref.run, { steps: ref.join === null });
    this.#watch = watch;
    this.#stop = [
      watch.onSteps((news) => this.#see(ref, news)),
      watch.episodes.subscribe((episodes) => {
        const episode = episodes.find(({ id }) => id === ref.episode);
        if (episode !== undefined) this.#end({ state: 'logged', ref, episode });
      }),
      watch.status.subscribe((news) => {
        if (news?.status === 'failed' || news?.status === 'interrupted') {
          this.#end({ state: 'problem', message: news.text });
        }
      }),
      watch.problem.subscribe((message) => {
        if (message !== null) this.#end({ state: 'problem', message });
      }),
    ];
  }

  #see(ref: NewDriveRef, { episode, names, firstStep, rows }: StepNews): void {
    const row = rows.at(-1);
    if (row === undefined || (episode !== null && episode !== ref.episode)) return;
    this.latest.value = { step: firstStep + rows.length, names, row };
  }

  #end(state: DriveState): void {
    this.state.value = state;
    // Not at once: this may be called while the watch is telling its news.
    queueMicrotask(() => this.close());
  }
}
