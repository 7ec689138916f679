import { FaultscapeError } from '../../sim/core/index.ts';
import type { AgentContext } from '../registry.ts';
import { hashFiles, loadGraphModel, loadOnnxModel, loadTensorflow, type ReadyNet } from '../tensor/index.ts';
import { type Adapter, parseAdapter, readAdapter } from './adapter.ts';
import { CocoAgent } from './coco-agent.ts';
import { KNOWN_MODELS, type KnownModel } from './known-models.ts';
import { inputShape } from './picture-tensor.ts';

type ReadFile = (path: string) => Promise<Uint8Array>;

/** What is to be loaded, and how its files are read. */
interface Chosen {
  readonly adapter: Adapter;
  /** The folder that the adapter's `model` is in. */
  readonly folder: string;
  readonly readFile: ReadFile;
}

/**
 * Makes the agent `coco` from what stands behind its name: a known model (`yolov5s`, and `yolov5s:FOLDER`
 * where its files are elsewhere), or an adapter file of the user's own (`mine/adapter.json`).
 */
export async function loadCoco(
  context: Pick<AgentContext, 'readUserFile'>,
  argument: string | null,
): Promise<CocoAgent> {
  const { adapter, net, version } = await loadCocoNet(context, argument);
  try {
    return new CocoAgent(adapter, net, version);
  } catch (error) {
    await net.close();
    throw error;
  }
}

/** The network alone, for those who want to read more of its answer than the task asks for. */
export async function loadCocoNet(
  { readUserFile }: Pick<AgentContext, 'readUserFile'>,
  argument: string | null,
): Promise<{ readonly adapter: Adapter; readonly net: ReadyNet; readonly version: string }> {
  const { adapter, folder, readFile } = await choose(argument, readUserFile);
  const files = new Map<string, Uint8Array>();
  const readNoted: ReadFile = async (path) => {
    const bytes = await readFile(join(folder, path));
    files.set(path, bytes);
    return bytes;
  };
  const file = await readNoted(adapter.model);
  const net = await openNet(adapter, join(folder, adapter.model), file, readNoted);
  // Shards arrive in any order.
  const inOrder = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => bytes);
  const version = hashFiles([new TextEncoder().encode(JSON.stringify(adapter)), ...inOrder]);
  return { adapter, net, version };
}

async function choose(argument: string | null, readUserFile: ReadFile): Promise<Chosen> {
  const spec = argument ?? '';
  if (spec.endsWith('.json') && !KNOWN_MODELS.has(beforeColon(spec))) {
    return {
      adapter: readAdapter(spec, await readUserFile(spec)),
      folder: /^(.*)[\\/]/.exec(spec)?.[1] ?? '.',
      readFile: readUserFile,
    };
  }
  const name = beforeColon(spec);
  const model = KNOWN_MODELS.get(name);
  if (model === undefined) {
    throw new FaultscapeError('usage', 'It is not said which detector the agent coco is to be.', {
      expected: `${[...KNOWN_MODELS.keys()].map((known) => `coco:${known}`).join(', ')}, or coco:ADAPTER.json`,
      got: argument === null ? 'coco' : `coco:${argument}`,
      hint: 'docs/coco.md says how to get the files of each, and what an adapter is',
    });
  }
  return {
    adapter: parseAdapter(name, model.adapter),
    folder: spec === name ? model.folder : spec.slice(name.length + 1),
    readFile: (path) => readKnown(name, model, path, readUserFile),
  };
}

/** A file of a known model, or an error with the commands that fetch it. */
async function readKnown(
  name: string,
  { folder, fetch }: KnownModel,
  path: string,
  readUserFile: ReadFile,
): Promise<Uint8Array> {
  try {
    return await readUserFile(path);
  } catch (cause) {
    throw new FaultscapeError('data', `A file of the detector ${name} cannot be read.`, {
      expected: path,
      got: (cause instanceof FaultscapeError ? cause.got : undefined) ?? String(cause),
      hint: [
        `it is not part of Faultscape; these commands put it into ${folder}:`,
        ...fetch,
        `then name it: --agent coco:${name}`,
      ].join('\n              '),
      cause,
    });
  }
}

async function openNet(
  adapter: Adapter,
  name: string,
  file: Uint8Array,
  readShard: ReadFile,
): Promise<ReadyNet> {
  const request = { name, inputShape: inputShape(adapter), output: adapter.output.name };
  if (adapter.model.endsWith('.onnx')) return loadOnnxModel(file, request);
  return loadGraphModel(await loadTensorflow(), file, request, readShard);
}

function beforeColon(spec: string): string {
  return spec.split(':', 1)[0] as string;
}

function join(folder: string, path: string): string {
  return `${folder.replace(/[\\/]+$/, '')}/${path}`;
}
