import { foldNormalisation, toOnnx } from '../../agents/index.ts';
import { classifierGraph } from '../../agents/perception/classifier-graph.ts';
import { ClassifierNet } from '../../agents/perception/classifier-net.ts';
import { IMAGE } from '../../agents/pictures/still-image.ts';
import {
  loadTensorflow,
  onnxTensor,
  onnxVersion,
  openOnnxSession,
  type Tensorflow,
} from '../../agents/tensor/index.ts';
import { Rng } from '../../sim/core/index.ts';
import { cpuMs, pairwiseTimed, type Ratio, ratioOf } from '../measure.ts';
import { BATCH, cnnStep, GAN, MOBILE_NET, mobileAnswer, mobileStep, type Stepper } from './our-nets.ts';
import { type TorchNet, TorchProgram } from './torch-program.ts';

const ROUNDS = 9;

/** What a row compares; `ours` gives the CPU milliseconds of one step of a net that learns `parameters` numbers. */
interface Row {
  readonly name: string;
  readonly question: string;
  readonly atMost: number;
  readonly net: TorchNet;
  readonly note: string;
  open(tf: Tensorflow): Promise<{
    readonly parameters: number;
    ours(): Promise<number>;
    close(): void | Promise<void>;
  } | null>;
}

/** A Stepper, timed over a few steps. */
function timed(open: (tf: Tensorflow) => Stepper, steps: number): Row['open'] {
  return async (tf) => {
    const stepper = open(tf);
    for (let i = 0; i < 3; i++) stepper.step();
    return {
      parameters: stepper.parameters,
      ours: async () =>
        (await cpuMs(() => {
          for (let i = 0; i < steps; i++) stepper.step();
        })) / steps,
      close: () => stepper.dispose(),
    };
  };
}

const PICTURES = `${BATCH} pictures of ${IMAGE.sidePx} x ${IMAGE.sidePx}`;
const MOBILE = `MobileNet of width ${MOBILE_NET.width}, ${PICTURES}`;
const GAN_ITERATIONS = 100;

const ROWS: readonly Row[] = [
  {
    name: 'onnx-answer',
    question: 'CPU time of a MobileNet exported to ONNX, in onnxruntime, over PyTorch',
    ...{ atMost: 0.7, net: 'mobile-answer', note: MOBILE },
    async open(tf) {
      if (onnxVersion() === null) return null;
      const net = new ClassifierNet(tf, MOBILE_NET, new Rng(1, 'weights'));
      const graph = classifierGraph(MOBILE_NET, net.exportWeights(), IMAGE);
      const parameters = net.variables.reduce((sum, { size }) => sum + size, 0);
      net.dispose();
      const session = await openOnnxSession(toOnnx(foldNormalisation(graph)));
      const rng = new Rng(2, 'pixels');
      const pixels = Float32Array.from({ length: BATCH * IMAGE.values }, () => rng.range(-1, 1));
      const answer = () =>
        session.run({ images: onnxTensor(pixels, [BATCH, IMAGE.sidePx, IMAGE.sidePx, 3]) }, [
          graph.output.name,
        ]);
      const steps = 12;
      return {
        parameters,
        ours: async () =>
          (await cpuMs(async () => {
            for (let i = 0; i < steps; i++) await answer();
          })) / steps,
        close: () => session.release(),
      };
    },
  },
  {
    name: 'wasm-answer',
    question: 'CPU time of a MobileNet in TensorFlow.js on wasm over PyTorch',
    ...{ atMost: 3, net: 'mobile-answer', note: MOBILE },
    open: timed(mobileAnswer, 12),
  },
  {
    name: 'gan-step',
    question: "CPU time of an iteration of BBGAN's training over PyTorch",
    ...{ atMost: 2, net: 'gan-step', note: 'batches of 128; 32-128-128-8 and 8-128-128-1' },
    open: async () => ({
      parameters: GAN.parameters,
      ours: async () => (await cpuMs(() => GAN.train(GAN_ITERATIONS))) / GAN_ITERATIONS,
      close: () => {},
    }),
  },
  {
    name: 'cnn-step',
    question: 'CPU time of a training step of a net of four convolutions over PyTorch',
    ...{ atMost: 3, net: 'cnn-step', note: `${BATCH} pictures of 64 x 64` },
    open: timed(cnnStep, 12),
  },
  {
    name: 'mobile-step',
    question: 'CPU time of a training step of a MobileNet over PyTorch',
    ...{ atMost: 4, net: 'mobile-step', note: `${MOBILE}, varied and copied in ours` },
    open: timed(mobileStep, 4),
  },
];

/** Rows by name; each gives null, after saying why, where what it compares with is not installed. */
export const TORCH_BENCHES: readonly (readonly [string, () => Promise<Ratio | null>])[] = ROWS.map((row) => [
  row.name,
  () => measured(row),
]);

async function measured(row: Row): Promise<Ratio | null> {
  const { name, question, atMost, net, note } = row;
  const torch = await TorchProgram.open();
  if (torch === null) return leftOut(name, 'no Python here has PyTorch (apt-get install python3-torch)');
  try {
    const { tf, backend } = await loadTensorflow('wasm');
    const side = await row.open(tf);
    if (side === null) return leftOut(name, 'onnxruntime-node is not installed');
    const theirs = () => torch.cpuMs(net, side.parameters);
    const { aMs, bMs, ratio } = await pairwiseTimed(ROUNDS, () => side.ours(), theirs);
    await side.close();
    return ratioOf({
      ...{ name, question, target: { atMost }, ratio },
      sides: { oursCpuMs: aMs, torchCpuMs: bMs },
      note: `${note}; one thread each, ${name === 'onnx-answer' ? 'onnxruntime' : backend} against PyTorch ${torch.version}`,
    });
  } finally {
    torch.close();
  }
}

function leftOut(name: string, why: string): null {
  process.stderr.write(`  ${name} is left out: ${why}\n`);
  return null;
}
