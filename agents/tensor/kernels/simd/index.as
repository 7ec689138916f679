// AssemblyScript. SIMD kernels that run inside the memory of the tfjs WebAssembly module: every pointer is
// the address of a float32 tensor there, row-major, and nothing here allocates. `npm run build:kernels`
// compiles this folder into simd-binary.ts. Kept free of strings, globals and asserts, because a static data
// segment would overwrite TensorFlow's own memory.

export { adam } from './adam';
export { batchNormRelu, batchNormReluGrad, normaliseRelu } from './batch-norm';
export { convFilterGrad, convInputGrad } from './conv';
export { depthwiseFilterGrad, depthwiseInputGrad } from './depthwise';
export { matMul, transpose } from './matmul';
export { averagePoolGrad, maxPoolGrad } from './pooling';
export { reluBiasGrad } from './relu-bias';
