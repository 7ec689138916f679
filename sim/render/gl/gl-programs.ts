import { GL } from './gl-constants.ts';
import { type GlObject, nameOf } from './gl-objects.ts';
import type { NativeGl } from './gl-signatures.ts';

interface Shader extends GlObject {
  readonly kind: number;
  source: string;
}

/** What WebGL calls WebGLActiveInfo: one attribute or uniform of a linked program. */
interface ActiveInfo {
  readonly name: string;
  readonly size: number;
  readonly type: number;
}

const LOG_BYTES = 16_384;
const NAME_BYTES = 256;
const FLAGS: ReadonlySet<number> = new Set([
  GL.COMPILE_STATUS,
  GL.LINK_STATUS,
  GL.DELETE_STATUS,
  GL.VALIDATE_STATUS,
]);

/** Shaders and programs: compiling, linking, and asking what came out. */
export function programCalls(gl: NativeGl) {
  const knowsEarlyTests = /OpenGL ES 3\.[1-9]/.test(gl.GetString(GL.VERSION));
  const value = new Int32Array(1);
  const size = new Int32Array(1);
  const type = new Uint32Array(1);
  const text = new Uint8Array(NAME_BYTES);

  const active = (query: NativeGl['GetActiveUniform'], program: GlObject, index: number): ActiveInfo => {
    query(program.name, index, NAME_BYTES, null, size, type, text);
    return { name: decode(text), size: size[0] as number, type: type[0] as number };
  };
  const parameter = (query: NativeGl['GetShaderiv'], object: GlObject, what: number) => {
    query(object.name, what, value);
    return FLAGS.has(what) ? value[0] !== 0 : (value[0] as number);
  };
  const log = (query: NativeGl['GetShaderInfoLog'], object: GlObject) => {
    const bytes = new Uint8Array(LOG_BYTES);
    query(object.name, LOG_BYTES, null, bytes);
    return decode(bytes);
  };

  return {
    createShader: (kind: number): Shader => ({ name: gl.CreateShader(kind), kind, source: '' }),
    shaderSource: (shader: Shader, source: string) => {
      shader.source = source;
      const native = knowsEarlyTests ? withEarlyTests(source, shader.kind) : source;
      gl.ShaderSource(shader.name, 1, [native], null);
    },
    getShaderSource: (shader: Shader) => shader.source,
    compileShader: (shader: Shader) => gl.CompileShader(shader.name),
    deleteShader: (shader: Shader | null) => gl.DeleteShader(nameOf(shader)),
    getShaderParameter: (shader: Shader, what: number) => parameter(gl.GetShaderiv, shader, what),
    getShaderInfoLog: (shader: Shader) => log(gl.GetShaderInfoLog, shader),
    getShaderPrecisionFormat: (shaderType: number, precisionType: number) => {
      const range = new Int32Array(2);
      gl.GetShaderPrecisionFormat(shaderType, precisionType, range, value);
      return { rangeMin: range[0], rangeMax: range[1], precision: value[0] };
    },
    createProgram: (): GlObject => ({ name: gl.CreateProgram() }),
    attachShader: (program: GlObject, shader: Shader) => gl.AttachShader(program.name, shader.name),
    detachShader: (program: GlObject, shader: Shader) => gl.DetachShader(program.name, shader.name),
    linkProgram: (program: GlObject) => gl.LinkProgram(program.name),
    useProgram: (program: GlObject | null) => gl.UseProgram(nameOf(program)),
    deleteProgram: (program: GlObject | null) => gl.DeleteProgram(nameOf(program)),
    getProgramParameter: (program: GlObject, what: number) => parameter(gl.GetProgramiv, program, what),
    getProgramInfoLog: (program: GlObject) => log(gl.GetProgramInfoLog, program),
    getActiveUniform: (program: GlObject, index: number) => active(gl.GetActiveUniform, program, index),
    getActiveAttrib: (program: GlObject, index: number) => active(gl.GetActiveAttrib, program, index),
    getAttribLocation: (program: GlObject, name: string) => gl.GetAttribLocation(program.name, name),
    bindAttribLocation: (program: GlObject, index: number, name: string) =>
      gl.BindAttribLocation(program.name, index, name),
    getUniformBlockIndex: (program: GlObject, name: string) => gl.GetUniformBlockIndex(program.name, name),
    uniformBlockBinding: (program: GlObject, block: number, binding: number) =>
      gl.UniformBlockBinding(program.name, block, binding),
    getUniformLocation: (program: GlObject, name: string): GlObject | null => {
      const location = gl.GetUniformLocation(program.name, name);
      return location < 0 ? null : { name: location };
    },
  };
}

/**
 * Asks for the depth test before the shading of a pixel. Hardware and Mesa do that unasked where
 * it cannot be seen; SwiftShader shades every hidden pixel unless told, a third of a frame's time.
 */
function withEarlyTests(source: string, kind: number): string {
  const [first, ...rest] = source.split('\n');
  if (first?.trim() !== '#version 300 es') return source;
  const body = rest.join('\n');
  // three.js defines this alias in every shader, used or not.
  const used = body.replace('#define gl_FragDepthEXT gl_FragDepth', '');
  const early = kind === GL.FRAGMENT_SHADER && !/\b(discard|gl_FragDepth|gl_FragDepthEXT)\b/.test(used);
  return `#version 310 es\n${early ? 'layout(early_fragment_tests) in;\n' : ''}${body}`;
}

function decode(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(bytes.buffer, bytes.byteOffset, end < 0 ? bytes.length : end).toString();
}
