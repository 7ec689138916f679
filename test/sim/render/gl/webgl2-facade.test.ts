import fs from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EglContext, openEglContext } from '../../../../sim/render/gl/egl-context.ts';
import { createWebGl2Facade } from '../../../../sim/render/gl/webgl2-facade.ts';

/** What three.js calls only for features that no picture uses. */
const LEFT_OUT = [
  /^compressedTex/,
  /Query/,
  /[tT]ransformFeedback/,
  /^(fenceSync|clientWaitSync|deleteSync|getBufferSubData)$/, // asynchronous read-back
  /^(texElementImage2D|makeXRCompatible)$/, // browsers only
  /^(copyTexSubImage3D|clearBufferfi)$/,
];

const VERTEX = `#version 300 es
  void main() {
    gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
  }`;
const FRAGMENT = `#version 300 es
  precision highp float;
  uniform vec3 colour;
  out vec4 pixel;
  void main() { pixel = vec4(colour, 1.0); }`;

describe('the WebGL2 facade', () => {
  let egl: EglContext;
  let gl: WebGL2RenderingContext;
  beforeAll(() => {
    egl = openEglContext('swiftshader');
    gl = createWebGl2Facade(egl.gl);
  });
  afterAll(() => egl.destroy());

  it('offers every function that three.js calls', () => {
    const file = createRequire(import.meta.url)
      .resolve('three')
      .replace('.cjs', '.module.js');
    const three = fs.readFileSync(file, 'utf8');
    const called = new Set([...three.matchAll(/\b_?gl\.([a-z][A-Za-z0-9]+)\(/g)].map((m) => m[1] as string));
    const wanted = [...called].filter((name) => !LEFT_OUT.some((pattern) => pattern.test(name)));
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter((name) => typeof gl[name as keyof typeof gl] !== 'function')).toEqual([]);
  });

  it('compiles, draws and reads back', () => {
    const program = link(gl, VERTEX, FRAGMENT);
    gl.useProgram(program);
    gl.uniform3f(gl.getUniformLocation(program, 'colour'), 1, 0, 0.2);
    gl.viewport(0, 0, 1, 1);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    const pixel = new Uint8Array(4);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    expect([...pixel]).toEqual([255, 0, 51, 255]);
    expect(gl.getActiveUniform(program, 0)).toMatchObject({ name: 'colour', type: 0x8b51, size: 1 });
    expect(gl.getError()).toBe(gl.NO_ERROR);
  });

  it('passes over uniforms that the program does not have', () => {
    const program = link(gl, VERTEX, FRAGMENT);
    gl.useProgram(program);
    expect(gl.getUniformLocation(program, 'absent')).toBeNull();
    gl.uniform1f(null, 1);
    gl.uniformMatrix4fv(null, false, new Float32Array(16));
    expect(gl.getError()).toBe(gl.NO_ERROR);
  });

  it('gives the log of a shader that does not compile', () => {
    const shader = gl.createShader(gl.FRAGMENT_SHADER) as WebGLShader;
    gl.shaderSource(shader, 'nonsense');
    gl.compileShader(shader);
    expect(gl.getShaderParameter(shader, gl.COMPILE_STATUS)).toBe(false);
    expect(gl.getShaderInfoLog(shader)).toMatch(/ERROR/);
    gl.deleteShader(shader);
  });

  it('refuses uploads that a browser would rearrange', () => {
    const upload = () =>
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, true);
    expect(upload).toThrow(/DataTexture with flipY and premultiplyAlpha false/);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    expect(upload).not.toThrow();
    expect(gl.getError()).toBe(gl.NO_ERROR);
  });
});

function link(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind) as WebGLShader;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    expect(gl.getShaderInfoLog(shader)).toBe('');
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  expect(gl.getProgramParameter(program, gl.LINK_STATUS)).toBe(true);
  return program;
}
