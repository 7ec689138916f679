import type { Manifest } from './manifest.ts';

/** What ran a run's nets, as options and environment variables name it; `auto` where it had none. */
export function enginesOf({ agentTensor, learnerTensor }: Pick<Manifest, 'agentTensor' | 'learnerTensor'>): {
  readonly engine: 'auto' | 'onnx' | 'tfjs';
  readonly tf: string;
} {
  const onOnnx = agentTensor?.backend === 'onnx';
  const tensor = onOnnx ? learnerTensor : (agentTensor ?? learnerTensor);
  const engine = agentTensor === null ? 'auto' : onOnnx ? 'onnx' : 'tfjs';
  return { engine, tf: tensor?.backend ?? 'auto' };
}
