import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tensorflow } from '../tensorflow.ts';
import { installBatchNorm } from './batch-norm.ts';
import { installConv2dGradients } from './conv2d.ts';
import { installDepthwiseGradients } from './depthwise.ts';
import { installFusedKernels } from './fused.ts';
import { installIdentity } from './identity.ts';
import { installMatMul } from './matmul.ts';
import { installPoolGradients } from './pooling.ts';
import { mendSamePadding } from './same-padding.ts';
import { installSegmentSum } from './segment-sum.ts';
import { startSimdKernels } from './simd.ts';

/** Gives the running wasm backend the kernels it lacks and mends those that are slow or wrong. */
export function installKernels(tf: Tensorflow): void {
  const simd = startSimdKernels(tf.backend() as BackendWasm);
  installConv2dGradients(tf, simd);
  installDepthwiseGradients(tf, simd);
  installMatMul(tf, simd);
  installFusedKernels(tf, simd);
  installBatchNorm(tf, simd);
  installPoolGradients(tf, simd);
  installIdentity(tf);
  mendSamePadding(tf);
  installSegmentSum(tf);
}
