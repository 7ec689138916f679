import type { GlObject } from './gl-objects.ts';
import type { NativeGl } from './gl-signatures.ts';

type Location = GlObject | null;
type Numbers = ArrayLike<number>;

const asFloats = (v: Numbers) => (v instanceof Float32Array ? v : Float32Array.from(v));
const asInts = (v: Numbers) => (v instanceof Int32Array ? v : Int32Array.from(v));
const asUnsigned = (v: Numbers) => (v instanceof Uint32Array ? v : Uint32Array.from(v));

/** Uniforms and constant vertex attributes. As in WebGL, a null location is passed over in silence. */
export function uniformCalls(gl: NativeGl) {
  const vectors =
    <A extends ArrayBufferView>(
      send: (location: number, count: number, values: A) => void,
      width: number,
      convert: (v: Numbers) => A,
    ) =>
    (l: Location, v: Numbers) => {
      if (l !== null) send(l.name, v.length / width, convert(v));
    };
  const matrices =
    (send: NativeGl['UniformMatrix4fv'], width: number) => (l: Location, transpose: boolean, v: Numbers) => {
      if (l !== null) send(l.name, v.length / (width * width), transpose, asFloats(v));
    };
  const one = (send: (location: number, x: number) => void) => (l: Location, x: number | boolean) => {
    if (l !== null) send(l.name, Number(x));
  };
  const two =
    (send: (location: number, x: number, y: number) => void) => (l: Location, x: number, y: number) => {
      if (l !== null) send(l.name, x, y);
    };
  const three =
    (send: (location: number, x: number, y: number, z: number) => void) =>
    (l: Location, x: number, y: number, z: number) => {
      if (l !== null) send(l.name, x, y, z);
    };
  const four =
    (send: (location: number, x: number, y: number, z: number, w: number) => void) =>
    (l: Location, x: number, y: number, z: number, w: number) => {
      if (l !== null) send(l.name, x, y, z, w);
    };
  return {
    uniform1f: one(gl.Uniform1f),
    uniform2f: two(gl.Uniform2f),
    uniform3f: three(gl.Uniform3f),
    uniform4f: four(gl.Uniform4f),
    uniform1i: one(gl.Uniform1i),
    uniform2i: two(gl.Uniform2i),
    uniform3i: three(gl.Uniform3i),
    uniform4i: four(gl.Uniform4i),
    uniform1ui: one(gl.Uniform1ui),
    uniform2ui: two(gl.Uniform2ui),
    uniform3ui: three(gl.Uniform3ui),
    uniform4ui: four(gl.Uniform4ui),
    uniform1fv: vectors(gl.Uniform1fv, 1, asFloats),
    uniform2fv: vectors(gl.Uniform2fv, 2, asFloats),
    uniform3fv: vectors(gl.Uniform3fv, 3, asFloats),
    uniform4fv: vectors(gl.Uniform4fv, 4, asFloats),
    uniform1iv: vectors(gl.Uniform1iv, 1, asInts),
    uniform2iv: vectors(gl.Uniform2iv, 2, asInts),
    uniform3iv: vectors(gl.Uniform3iv, 3, asInts),
    uniform4iv: vectors(gl.Uniform4iv, 4, asInts),
    uniform1uiv: vectors(gl.Uniform1uiv, 1, asUnsigned),
    uniform2uiv: vectors(gl.Uniform2uiv, 2, asUnsigned),
    uniform3uiv: vectors(gl.Uniform3uiv, 3, asUnsigned),
    uniform4uiv: vectors(gl.Uniform4uiv, 4, asUnsigned),
    uniformMatrix2fv: matrices(gl.UniformMatrix2fv, 2),
    uniformMatrix3fv: matrices(gl.UniformMatrix3fv, 3),
    uniformMatrix4fv: matrices(gl.UniformMatrix4fv, 4),
    vertexAttrib1fv: (index: number, v: Numbers) => gl.VertexAttrib1fv(index, asFloats(v)),
    vertexAttrib2fv: (index: number, v: Numbers) => gl.VertexAttrib2fv(index, asFloats(v)),
    vertexAttrib3fv: (index: number, v: Numbers) => gl.VertexAttrib3fv(index, asFloats(v)),
    vertexAttrib4fv: (index: number, v: Numbers) => gl.VertexAttrib4fv(index, asFloats(v)),
  };
}
