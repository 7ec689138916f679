import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { loadTensorflow, onnxVersion } from '../../agents/tensor/index.ts';
import { type GlProbe, probeGlRoutes } from '../../sim/render/headless.ts';
import { PACKAGE_VERSION } from './package-info.ts';

/** What this machine offers, and what to install for more. */
export interface Diagnosis {
  readonly faultscape: string;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: { readonly total: number; readonly free: number };
  /** In the folder where runs would go. */
  readonly diskFreeGiB: number;
  /** Null when nothing can draw. */
  readonly glRoute: string | null;
  readonly glRoutes: readonly GlProbe[];
  readonly tensor: { readonly backend: string; readonly version: string; readonly detail: string } | null;
  /** Version of onnxruntime-node, where it loads. */
  readonly onnx: string | null;
  readonly advice: readonly string[];
}

const MESA = 'apt-get install -y --no-install-recommends libegl1 libgles2 libgl1-mesa-dri';
const ONNX_ADVICE =
  'agents that see run their nets two to three times as fast with onnxruntime: ' +
  'npm install onnxruntime-node --onnxruntime-node-install=skip (291 MB)';
const LOW_DISK_GIB = 1;

export async function diagnose(folder: string): Promise<Diagnosis> {
  const glRoutes = await probeGlRoutes();
  const tensor = await tensorOrNull();
  const onnx = onnxVersion();
  const diskFreeGiB = freeDiskGiB(folder);
  const glRoute = glRoutes.find((probe) => probe.description !== undefined) ?? null;
  return {
    faultscape: PACKAGE_VERSION,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: { total: gib(totalmem()), free: gib(freemem()) },
    diskFreeGiB,
    glRoute: glRoute?.description ?? null,
    glRoutes,
    tensor,
    onnx,
    advice: [...advise(glRoutes, tensor, diskFreeGiB), ...(onnx === null ? [ONNX_ADVICE] : [])],
  };
}

async function tensorOrNull(): Promise<Diagnosis['tensor']> {
  try {
    const { backend, version, detail } = await loadTensorflow();
    return { backend, version, detail };
  } catch {
    return null;
  }
}

function advise(routes: readonly GlProbe[], tensor: Diagnosis['tensor'], diskFreeGiB: number): string[] {
  const works = (route: string) =>
    routes.some((probe) => probe.route === route && probe.problem === undefined);
  const advice: string[] = [];
  if (routes.every((probe) => probe.problem !== undefined)) {
    advice.push(
      `nothing can draw here, so camera agents cannot run: npm ci brings SwiftShader (Linux x64), or ${MESA}`,
    );
  } else if (!works('device') && !works('mesa')) {
    advice.push(`about twice the frames per second with Mesa: ${MESA}`);
  }
  if (tensor === null) advice.push('TensorFlow.js does not load: run npm ci again');
  else if (tensor.backend !== 'tensorflow') {
    advice.push(
      'faster training of large networks with native TensorFlow: npm install @tensorflow/tfjs-node@4.22.0 (it downloads a library)',
    );
  }
  if (diskFreeGiB < LOW_DISK_GIB) advice.push('less than 1 GiB of disk is free here; a large run needs more');
  return advice;
}

function freeDiskGiB(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return gib(bavail * bsize);
}

function gib(bytes: number): number {
  return Math.round((bytes / 1024 ** 3) * 10) / 10;
}
