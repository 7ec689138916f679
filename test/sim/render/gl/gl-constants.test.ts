import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GL } from '../../../../sim/render/gl/gl-constants.ts';

const resolve = createRequire(import.meta.url).resolve;

describe('the GL constants', () => {
  it("have the values of TypeScript's DOM types", () => {
    const dom = fs.readFileSync(path.join(path.dirname(resolve('typescript')), 'lib.dom.d.ts'), 'utf8');
    const declared = new Map(
      [...dom.matchAll(/readonly ([A-Z][A-Z0-9_]*): (0x[0-9A-Fa-f]+|\d+);/g)].map((m) => [
        m[1],
        Number(m[2]),
      ]),
    );
    for (const [name, value] of Object.entries(GL)) expect([name, value]).toEqual([name, declared.get(name)]);
  });

  it('cover every constant that three.js reads from its context', () => {
    const three = fs.readFileSync(resolve('three').replace('.cjs', '.module.js'), 'utf8');
    const read = new Set([...three.matchAll(/\b_?gl\.([A-Z][A-Z0-9_]+)/g)].map((m) => m[1] as string));
    expect(read.size).toBeGreaterThan(150);
    expect([...read].filter((name) => !(name in GL))).toEqual([]);
  });
});
