import type { Tensorflow } from '../tensorflow.ts';
import { convInfo, geometry } from './conv-info.ts';
import { inputOf, type Kernel, replaceKernel } from './kernel.ts';
import type { SimdKernels } from './simd.ts';
import { addressOf, newTensor } from './wasm-heap.ts';

/** Both gradients of depthwiseConv2d, which the stock wasm backend lacks. (tfjs-core refuses dilated ones.) */
export function installDepthwiseGradients(tf: Tensorflow, simd: SimdKernels): void {
  const filterGrad: Kernel = (call) => {
    const x = inputOf(call, 'x');
    const dy = inputOf(call, 'dy');
    const { backend } = call;
    const info = convInfo(tf, call, x.shape, call.attrs.filterShape as number[], 'depthwise');
    const dw = newTensor(backend, info.filterShape);
    simd.depthwiseFilterGrad(
      addressOf(backend, x),
      addressOf(backend, dy),
      addressOf(backend, dw),
      ...geometry(info, info.outChannels / info.inChannels),
    );
    return dw;
  };

  const inputGrad: Kernel = (call) => {
    const dy = inputOf(call, 'dy');
    const filter = inputOf(call, 'filter');
    const { backend } = call;
    const info = convInfo(tf, call, call.attrs.inputShape as number[], filter.shape, 'depthwise');
    const dx = newTensor(backend, info.inShape);
    simd.depthwiseInputGrad(
      addressOf(backend, dy),
      addressOf(backend, filter),
      addressOf(backend, dx),
      ...geometry(info, info.outChannels / info.inChannels),
    );
    return dx;
  };

  replaceKernel(tf, 'DepthwiseConv2dNativeBackpropFilter', filterGrad);
  replaceKernel(tf, 'DepthwiseConv2dNativeBackpropInput', inputGrad);
}
