import { runAttack } from '../attack/run-attack.ts';
import type { AttackConfig } from '../config/attack-config.ts';
import { deskOver } from '../evaluate/desk-channel.ts';
import type { PoolLink, WorkerHost } from '../evaluate/worker-protocol.ts';
import type { Watch } from '../live/live-event.ts';

export interface AttackJob {
  readonly config: AttackConfig;
  readonly resume: boolean;
  /** Whether progress is shown on stderr, and whether that is a terminal. */
  readonly progress: 'none' | 'lines' | 'terminal';
}

/** How an attack ended that did not fail. */
export interface AttackEnd {
  /** False when it was stopped; it can be resumed. */
  readonly finished: boolean;
  readonly remarks: readonly string[];
}

/** What the process of an attack is told while it runs. */
export interface AttackWords {
  readonly watch: Watch;
  readonly stop: boolean;
}

/** The pool's module for attacks: one attack in a process of its own, which has workers of its own. */
export async function openWorker(_: null, link: PoolLink): Promise<WorkerHost<AttackJob, AttackEnd>> {
  const stop = new AbortController();
  let watch: Watch = null;
  let setWatch: (watch: Watch) => void = () => {};
  link.listen((heard) => {
    const words = heard as AttackWords;
    watch = words.watch;
    setWatch(watch);
    if (words.stop) stop.abort();
  });
  return {
    about: null,
    async run({ config, resume, progress }) {
      const { finished, remarks } = await runAttack({
        config,
        resume,
        sink: {
          err: (text) => void (progress === 'none' || process.stderr.write(text)),
          errIsTty: progress === 'terminal',
        },
        signal: stop.signal,
        desk: deskOver((method, args) => link.call(method, args)),
        watcher: {
          tell: (event) => link.report(event),
          watchable(set) {
            setWatch = set;
            set(watch);
          },
        },
      });
      return { finished, remarks };
    },
    close() {},
  };
}
