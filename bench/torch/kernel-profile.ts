import type { Tensorflow } from '../../agents/tensor/index.ts';

/** One kernel's share of a step. */
export interface KernelShare {
  readonly kernel: string;
  readonly calls: number;
  /** Processor time, that of kernels it calls left out. */
  readonly cpuMs: number;
}

/**
 * Where a step spends its processor time, kernel by kernel, the mean of a few steps. From then on every kernel of this
 * process is watched, so it is the last thing that a program measures.
 */
export class KernelProfile {
  readonly #kernels = new Map<string, { calls: number; cpuMs: number }>();
  /** Time of the kernels that each running one has called. */
  readonly #inner: number[] = [];

  constructor(tf: Tensorflow) {
    for (const config of tf.getKernelsForBackend(tf.getBackend())) {
      const { kernelName, backendName, kernelFunc } = config;
      tf.unregisterKernel(kernelName, backendName);
      tf.registerKernel({
        ...config,
        kernelFunc: (call) => this.#watch(kernelName, () => kernelFunc(call)),
      });
    }
  }

  of(
    step: () => void,
    steps: number,
  ): { readonly stepCpuMs: number; readonly kernels: readonly KernelShare[] } {
    step();
    this.#kernels.clear();
    const start = cpuNowMs();
    for (let i = 0; i < steps; i++) step();
    const stepCpuMs = (cpuNowMs() - start) / steps;
    const kernels = [...this.#kernels].map(([kernel, { calls, cpuMs }]) => ({
      ...{ kernel, calls: calls / steps, cpuMs: cpuMs / steps },
    }));
    return { stepCpuMs, kernels: kernels.sort((a, b) => b.cpuMs - a.cpuMs) };
  }

  #watch<T>(name: string, run: () => T): T {
    this.#inner.push(0);
    const start = cpuNowMs();
    const result = run();
    const spent = cpuNowMs() - start;
    const inner = this.#inner.pop() as number;
    const outer = this.#inner.length - 1;
    if (outer >= 0) this.#inner[outer] = (this.#inner[outer] as number) + spent;
    const entry = this.#kernels.get(name) ?? { calls: 0, cpuMs: 0 };
    this.#kernels.set(name, { calls: entry.calls + 1, cpuMs: entry.cpuMs + spent - inner });
    return result;
  }
}

function cpuNowMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
