import type { Command } from 'commander';
import { FaultscapeError } from '../../sim/core/index.ts';

/** Options that name a task's file, each with an example of its use. */
const EXAMPLES = {
  road: '--task driving/lane-keeping --road FILE',
  model: '--task detection/car --model FILE',
} as const;
const OPTIONS = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[];

/** `--road FILE` and `--model FILE`: the same as a colon and the file behind the task's id. */
export function addTaskFileOptions(command: Command): Command {
  return command
    .option('--road <file>', 'drive the road in a file: the same as --task ID:FILE')
    .option('--model <file>', 'detect the shape in a .glb or .obj file: the same as --task ID:FILE');
}

/** A command's options with the file put behind the task's id. */
export function withTaskFile<
  Options extends { readonly task?: unknown; readonly road?: unknown; readonly model?: unknown },
>(options: Options): Options {
  const { task } = options;
  const given = OPTIONS.filter((name) => options[name] !== undefined);
  const [name] = given;
  if (name === undefined) return options;
  const file = options[name];
  const got = [`--task ${task ?? 'nothing'}`, ...given.map((one) => `--${one} ${options[one]}`)].join(' ');
  if (task === 'detection/all') {
    throw new FaultscapeError('usage', 'A model is of one class, which the task must name.', {
      expected: EXAMPLES.model,
      got,
      hint: 'detection/CLASS with the class that a detector should answer',
    });
  }
  // A setting, oob=0.85, may stand before the file; another file may not.
  if (given.length === 1 && typeof task === 'string' && /^[^:]*(:\w+=[^:]*)?$/.test(task)) {
    return { ...options, task: `${task}:${file}` };
  }
  throw new FaultscapeError('usage', `A ${name} needs a task of its own.`, { expected: EXAMPLES[name], got });
}
