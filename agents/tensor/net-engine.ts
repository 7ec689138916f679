import { FaultscapeError } from '../../sim/core/index.ts';
import { loadOnnxRuntime, onnxVersion } from './onnx-runtime.ts';

/** What runs the nets of agents: onnxruntime, or TensorFlow.js on the backend that FAULTSCAPE_TF chooses. */
export type NetEngine = 'onnx' | 'tfjs';

const CHOICES = ['auto', 'onnx', 'tfjs'] as const;

/**
 * The engine for nets that are only asked, not trained. The environment variable FAULTSCAPE_ENGINE (onnx, tfjs)
 * names it. Else it is onnxruntime where the user installed that, since it is the faster, unless
 * FAULTSCAPE_TF asks for a backend of TensorFlow.js. Results are bit-equal on one engine only.
 */
export function chooseNetEngine(): NetEngine {
  const wanted = process.env.FAULTSCAPE_ENGINE || 'auto';
  const choice = CHOICES.find((name) => name === wanted);
  if (choice === undefined) {
    throw new FaultscapeError('usage', 'FAULTSCAPE_ENGINE names nothing that runs nets.', {
      expected: CHOICES.join(', '),
      got: wanted,
    });
  }
  // Says what is missing, where it was asked for.
  if (choice === 'onnx') loadOnnxRuntime();
  if (choice !== 'auto') return choice;
  const backend = process.env.FAULTSCAPE_TF || 'auto';
  return backend === 'auto' && onnxVersion() !== null ? 'onnx' : 'tfjs';
}
