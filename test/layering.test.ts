import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse, readSources, type SourceFile } from './support/imports.ts';

/** A folder imports only from itself and from those before it. */
const FOLDERS = ['sim', 'agents', 'adversary', 'server'];

/** Inside sim: the same rule, floor by floor; rooms on one floor do not know each other. */
const SIM_FLOORS: readonly (readonly string[])[] = [
  ['sim/sensor-spec.ts'],
  ['sim/core', 'sim/agent.ts'],
  ['sim/space', 'sim/geometry', 'sim/temporal'],
  ['sim/world', 'sim/scene'],
  ['sim/render'],
  ['sim/sensors'],
  ['sim/task.ts'],
  ['sim/tasks'],
  ['sim/run-episode.ts'],
  ['sim/replay.ts'],
  ['sim/index.ts'],
];

/** Who may load what. A name ending in "/" or ":" stands for all it begins. */
const PACKAGE_HOMES: readonly { readonly names: readonly string[]; readonly homes: readonly string[] }[] = [
  { names: ['cannon-es'], homes: ['sim/world/'] },
  { names: ['three', 'three/'], homes: ['sim/scene/', 'sim/render/', 'server/viewer/'] },
  { names: ['@tensorflow/', 'onnxruntime-node'], homes: ['agents/tensor/'] },
  { names: ['pbf'], homes: ['agents/graph/', 'agents/tensor/'] },
  { names: ['koffi', '@sparticuz/chromium'], homes: ['sim/render/', 'server/'] },
  {
    names: [
      'ws',
      'express',
      'helmet',
      'libsql',
      'libsql/',
      'commander',
      'vega',
      'vega-lite',
      'hyparquet-writer',
    ],
    homes: ['server/'],
  },
  { names: ['fast-xml-parser', 'papaparse', 'polygon-clipping'], homes: ['sim/geometry/', 'server/'] },
  { names: ['fflate'], homes: ['sim/scene/import/'] },
  { names: ['jpeg-js'], homes: ['sim/scene/import/', 'server/'] },
  { names: ['@msgpack/msgpack'], homes: ['agents/protocol/'] },
  {
    names: ['preact', 'preact/', '@preact/signals', 'uplot', 'd3-scale', 'd3-contour'],
    homes: ['server/viewer/'],
  },
  { names: ['node:'], homes: ['server/', 'sim/render/headless', 'sim/render/gl/', 'agents/tensor/'] },
];

const sources = readSources(FOLDERS);

function roomOf(path: string): string {
  const parts = path.split('/');
  return parts[0] === 'sim' ? parts.slice(0, 2).join('/') : (parts[0] as string);
}

function floorOf(path: string): number {
  return SIM_FLOORS.findIndex((floor) => floor.includes(roomOf(path)));
}

function folderProblems(source: SourceFile): string[] {
  const own = FOLDERS.indexOf(source.path.split('/')[0] as string);
  return source.files
    .filter((file) => {
      const theirs = FOLDERS.indexOf(file.split('/')[0] as string);
      return theirs === -1 || theirs > own;
    })
    .map((file) => `${source.path} imports ${file}`);
}

/** What one folder may name in another: its door, and a few doors of their own inside. */
const DOORS = [
  'sim/index.ts',
  'sim/agent.ts',
  'sim/sensor-spec.ts',
  'sim/core/index.ts',
  'sim/space/index.ts',
  'sim/render/headless.ts',
  'sim/render/browser.ts',
  'agents/index.ts',
  'agents/tensor/index.ts',
  'agents/cil/index.ts',
  'agents/detector/index.ts',
  'agents/perception/index.ts',
  'agents/pictures/index.ts',
  'agents/uav-vision/index.ts',
  'agents/protocol/index.ts',
  'agents/client/index.ts',
  'adversary/index.ts',
  'adversary/metrics.ts',
];

function doorProblems(source: SourceFile): string[] {
  return source.files
    .filter((file) => file.split('/')[0] !== source.path.split('/')[0] && !DOORS.includes(file))
    .map((file) => `${source.path} imports ${file}`);
}

function floorProblems(source: SourceFile): string[] {
  if (!source.path.startsWith('sim/')) return [];
  if (floorOf(source.path) === -1) return [`${source.path} is in no room of sim`];
  return source.files
    .filter((file) => roomOf(file) !== roomOf(source.path) && floorOf(file) >= floorOf(source.path))
    .map((file) => `${source.path} imports ${file}`);
}

function packageProblems(source: SourceFile): string[] {
  return PACKAGE_HOMES.flatMap(({ names, homes }) =>
    source.packages
      .filter((imported) => names.some((n) => (/[/:]$/.test(n) ? imported.startsWith(n) : imported === n)))
      .filter(() => !homes.some((home) => source.path.startsWith(home)))
      .map((imported) => `${source.path} imports ${imported}`),
  );
}

/** Uses of clocks, of ambient randomness, and of powers that differ between V8 versions by one ulp. */
function determinismProblems(source: SourceFile): string[] {
  const problems: string[] = [];
  const forbidden = new Set(['Math.random', 'Math.pow', 'Date.now', 'performance.now']);
  const visit = (node: ts.Node): void => {
    const isPower =
      ts.isBinaryExpression(node) &&
      [ts.SyntaxKind.AsteriskAsteriskToken, ts.SyntaxKind.AsteriskAsteriskEqualsToken].includes(
        node.operatorToken.kind,
      );
    const isCall = ts.isPropertyAccessExpression(node) && forbidden.has(node.getText(source.tree));
    const isDate = ts.isNewExpression(node) && node.expression.getText(source.tree) === 'Date';
    if (isPower || isCall || isDate) {
      const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
      problems.push(`${source.path}:${line + 1} ${node.getText(source.tree)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return problems;
}

describe('the import rule', () => {
  it('reads every kind of import', () => {
    const source = parse(
      'agents/x.ts',
      "import a from './a.ts'; import type { B } from '../sim/b.ts'; export * from 'three';" +
        "const c = await import('node:fs'); const d = require('ws'); type E = import('../server/e.ts').E;",
    );
    expect(source.files).toEqual(['agents/a.ts', 'sim/b.ts', 'server/e.ts']);
    expect(source.packages).toEqual(['three', 'node:fs', 'ws']);
    expect(folderProblems(source)).toEqual(['agents/x.ts imports server/e.ts']);
    expect(packageProblems(source)).toHaveLength(3);
  });

  it('lets a folder import only from itself and from those to its left', () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.flatMap(folderProblems)).toEqual([]);
  });

  it('lets a folder into another only through a door', () => {
    expect(doorProblems(parse('adversary/x.ts', "import { a } from '../sim/core/rng.ts';"))).toHaveLength(1);
    expect(sources.flatMap(doorProblems)).toEqual([]);
  });

  it('keeps the rooms of sim in their order', () => {
    expect(sources.flatMap(floorProblems)).toEqual([]);
  });

  it('keeps each restricted package in its room', () => {
    expect(sources.flatMap(packageProblems)).toEqual([]);
  });

  it('keeps clocks, ambient randomness and powers out of the simulation path', () => {
    const path = sources.filter((source) => /^sim\/|^agents\/(?!tensor\/)/.test(source.path));
    expect(path.flatMap(determinismProblems)).toEqual([]);
  });
});
