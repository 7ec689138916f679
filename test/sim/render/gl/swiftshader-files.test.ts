import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { swiftshaderFolder } from '../../../../sim/render/gl/swiftshader-files.ts';

const FILES = [
  'libEGL.so',
  'libGLESv2.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
  'vk_swiftshader_icd.json',
];

describe('the SwiftShader files', () => {
  let cache: string;
  beforeEach(() => {
    cache = fs.mkdtempSync(path.join(os.tmpdir(), 'faultscape-test-'));
    vi.stubEnv('XDG_CACHE_HOME', cache);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    fs.rmSync(cache, { recursive: true, force: true });
  });

  it('are unpacked once into the cache of the user', () => {
    const folder = swiftshaderFolder();
    expect(folder.startsWith(cache)).toBe(true);
    expect(fs.readdirSync(folder).sort()).toEqual(FILES);
    const before = fs.statSync(path.join(folder, 'libEGL.so')).mtimeMs;
    expect(swiftshaderFolder()).toBe(folder);
    expect(fs.statSync(path.join(folder, 'libEGL.so')).mtimeMs).toBe(before);
  });

  it('are unpacked anew when one is missing', () => {
    const folder = swiftshaderFolder();
    fs.rmSync(path.join(folder, 'libGLESv2.so'));
    expect(swiftshaderFolder()).toBe(folder);
    expect(fs.readdirSync(folder).sort()).toEqual(FILES);
  });

  it('are unpacked elsewhere when the cache cannot be written', () => {
    fs.writeFileSync(path.join(cache, 'faultscape'), 'a file where a folder should be');
    vi.stubEnv('TMPDIR', path.join(cache, 'elsewhere'));
    fs.mkdirSync(path.join(cache, 'elsewhere'));
    expect(swiftshaderFolder().startsWith(path.join(cache, 'elsewhere'))).toBe(true);
  });

  it('are complete for each of several processes that start at once', async () => {
    const script = path.resolve('sim/render/gl/probe-main.ts');
    const run = () =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', script, 'swiftshader'], {
        env: { ...process.env, XDG_CACHE_HOME: cache },
      });
    const answers = await Promise.all([run(), run(), run()]);
    for (const { stdout } of answers) expect(JSON.parse(stdout).description).toMatch(/SwiftShader/);
    const left = fs.readdirSync(path.join(cache, 'faultscape'));
    expect(left).toHaveLength(1);
  });
});
