import { FaultscapeError } from '../../sim/core/index.ts';
import { type Diagnosis, diagnose } from '../config/doctor.ts';
import type { RegisterCommand } from './command.ts';

/** `faultscape doctor`: what this machine offers. Exit code 69 when camera agents cannot run at all. */
export const registerDoctor: RegisterCommand = (program, io) => {
  program
    .command('doctor')
    .description('say what this machine offers and what to install for more')
    .option('--json', 'print JSON', false)
    .action(async (_, command) => {
      const diagnosis = await diagnose(process.cwd());
      const { json } = command.optsWithGlobals();
      io.out(json === true ? `${JSON.stringify(diagnosis, null, 2)}\n` : toText(diagnosis));
      if (diagnosis.glRoute === null || diagnosis.tensor === null) throw lacking(diagnosis);
    });
};

function toText(d: Diagnosis): string {
  const tensor =
    d.tensor === null ? 'does not load' : `${d.tensor.backend} ${d.tensor.version}: ${d.tensor.detail}`;
  const lines = [
    `faultscape   ${d.faultscape}`,
    `node         ${d.node} on ${d.platform}`,
    `cpu          ${d.cpu}, ${d.cores} cores (workers by default)`,
    `memory       ${d.memoryGiB.free} of ${d.memoryGiB.total} GiB free`,
    `disk         ${d.diskFreeGiB} GiB free here`,
    ...d.glRoutes.map(
      ({ route, description, problem }) =>
        `gl           ${route}: ${description === undefined ? `no (${firstLine(problem ?? '')})` : description}`,
    ),
    `gl used      ${d.glRoute ?? 'none'}`,
    `tensor       ${tensor}`,
    `agents' nets ${d.onnx === null ? 'on TensorFlow.js' : `on onnxruntime ${d.onnx}`}`,
  ];
  for (const text of d.advice) lines.push(`try          ${text}`);
  return `${lines.join('\n')}\n`;
}

function lacking({ glRoute }: Diagnosis): FaultscapeError {
  return new FaultscapeError('environment', 'This machine lacks something the camera agents need.', {
    expected: 'a way to draw and TensorFlow.js',
    got: glRoute === null ? 'no way to draw' : 'no TensorFlow.js',
  });
}

function firstLine(text: string): string {
  // Only what happened; what was expected and what to do is in the advice.
  return (text.split('\n', 1)[0] as string).replace(/,? expected: .*$/, '');
}
