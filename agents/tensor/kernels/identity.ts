import type { Tensorflow } from '../tensorflow.ts';
import { inputOf, replaceKernel } from './kernel.ts';

/**
 * The same numbers as another tensor. The stock wasm kernel copies them, and tfjs asks for one whenever a
 * gradient keeps a tensor; the memory is shared instead, as the cpu backend does, and counted.
 */
export function installIdentity(tf: Tensorflow): void {
  replaceKernel(tf, 'Identity', (call) => {
    const { dataId, shape, dtype } = inputOf(call, 'x');
    call.backend.incRef(dataId);
    return { dataId, shape, dtype };
  });
}
