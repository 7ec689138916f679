import type { SeatDesk } from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { serveDesk } from '../evaluate/desk-channel.ts';
import { WorkerCrash, WorkerPool } from '../evaluate/worker-pool.ts';
import type { LiveEvent, Watch } from '../live/live-event.ts';
import type { AttackEnd, AttackJob, AttackWords } from './attack-worker.ts';

/** Longest time a timer can be set to: an attack may be silent for as long as it likes. */
const NEVER_MS = 0x7fff_ffff;

/**
 * An attack in a process of its own, so that neither its learning nor its death touches this one.
 * Programs that drive sit here, at `desk`.
 */
export class AttackProcess {
  /** Settles when the attack is over and its process gone; rejects with why it failed. */
  readonly ended: Promise<AttackEnd>;
  readonly #pool: WorkerPool<AttackJob, AttackEnd>;
  #watch: Watch = null;
  #stop = false;
  #death = '';

  constructor(options: { job: AttackJob; desk: SeatDesk; onEvent: (event: LiveEvent) => void }) {
    const { job, desk, onEvent } = options;
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#pool = new WorkerPool<AttackJob, AttackEnd>({
      module: new URL(`./attack-worker.${extension}`, import.meta.url),
      config: null,
      workers: 1,
      jobsPerWorker: 1,
      tries: 1,
      silenceMs: NEVER_MS,
      openService: () => serveDesk(desk),
      onNews: (news) => onEvent(news as LiveEvent),
      onCrash: (how) => {
        this.#death = how;
      },
    });
    this.ended = this.#run(job);
  }

  watch(watch: Watch): void {
    this.#watch = watch;
    this.#tell();
  }

  /** As Ctrl-C: what is under way is dropped, what is logged stays. */
  stop(): void {
    this.#stop = true;
    this.#tell();
  }

  async #run(job: AttackJob): Promise<AttackEnd> {
    try {
      return await this.#pool.run(job);
    } catch (error) {
      if (!(error instanceof WorkerCrash)) throw error;
      throw new FaultscapeError('environment', 'The process of the attack died.', {
        expected: 'a process that ends by itself',
        got: this.#death || error.message,
        hint: 'resume the run; every episode that was logged is kept',
      });
    } finally {
      await this.#pool.close();
    }
  }

  #tell(): void {
    const words: AttackWords = { watch: this.#watch, stop: this.#stop };
    this.#pool.tellAll(words);
  }
}
