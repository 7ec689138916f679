import { GL } from './gl-constants.ts';
import { objectCalls } from './gl-objects.ts';
import { programCalls } from './gl-programs.ts';
import type { NativeGl } from './gl-signatures.ts';
import { transferCalls } from './gl-transfers.ts';
import { uniformCalls } from './gl-uniforms.ts';

const GL_EXTENSIONS = 0x1f03;
const MAX_ANISOTROPY = { TEXTURE_MAX_ANISOTROPY_EXT: 0x84fe, MAX_TEXTURE_MAX_ANISOTROPY_EXT: 0x84ff };

/** WebGL extensions that mean the same in OpenGL ES; the rest of WebGL's have no native twin. */
const SHARED_EXTENSIONS = [
  'EXT_color_buffer_float',
  'EXT_color_buffer_half_float',
  'EXT_texture_filter_anisotropic',
  'OES_texture_float_linear',
];

/**
 * The part of WebGL2 that three.js's WebGLRenderer uses, on top of native OpenGL ES 3. Its danger:
 * native GL checks less than a browser does, so a call with a wrong size can end the process.
 */
export function createWebGl2Facade(gl: NativeGl): WebGL2RenderingContext {
  const facade: Record<string, unknown> = {
    ...GL,
    ...sameCalls(gl),
    ...stateCalls(gl),
    ...objectCalls(gl),
    ...programCalls(gl),
    ...uniformCalls(gl),
    ...transferCalls(gl),
    drawingBufferWidth: 1,
    drawingBufferHeight: 1,
    drawingBufferColorSpace: 'srgb',
  };
  facade.canvas = canvasOf(facade);
  return facade as unknown as WebGL2RenderingContext;
}

/** Calls whose arguments are the same numbers in both worlds. */
function sameCalls(gl: NativeGl) {
  return {
    activeTexture: gl.ActiveTexture,
    blendColor: gl.BlendColor,
    blendEquation: gl.BlendEquation,
    blendEquationSeparate: gl.BlendEquationSeparate,
    blendFunc: gl.BlendFunc,
    blendFuncSeparate: gl.BlendFuncSeparate,
    blitFramebuffer: gl.BlitFramebuffer,
    checkFramebufferStatus: gl.CheckFramebufferStatus,
    clear: gl.Clear,
    clearColor: gl.ClearColor,
    clearDepth: gl.ClearDepthf,
    clearStencil: gl.ClearStencil,
    colorMask: gl.ColorMask,
    copyTexSubImage2D: gl.CopyTexSubImage2D,
    cullFace: gl.CullFace,
    depthFunc: gl.DepthFunc,
    depthMask: gl.DepthMask,
    disable: gl.Disable,
    disableVertexAttribArray: gl.DisableVertexAttribArray,
    drawArrays: gl.DrawArrays,
    drawArraysInstanced: gl.DrawArraysInstanced,
    drawElements: gl.DrawElements,
    drawElementsInstanced: gl.DrawElementsInstanced,
    enable: gl.Enable,
    enableVertexAttribArray: gl.EnableVertexAttribArray,
    finish: gl.Finish,
    flush: gl.Flush,
    frontFace: gl.FrontFace,
    generateMipmap: gl.GenerateMipmap,
    getError: gl.GetError,
    isEnabled: gl.IsEnabled,
    lineWidth: gl.LineWidth,
    polygonOffset: gl.PolygonOffset,
    readBuffer: gl.ReadBuffer,
    renderbufferStorage: gl.RenderbufferStorage,
    renderbufferStorageMultisample: gl.RenderbufferStorageMultisample,
    scissor: gl.Scissor,
    stencilFunc: gl.StencilFunc,
    stencilMask: gl.StencilMask,
    stencilOp: gl.StencilOp,
    texParameterf: gl.TexParameterf,
    texParameteri: gl.TexParameteri,
    texStorage2D: gl.TexStorage2D,
    texStorage3D: gl.TexStorage3D,
    vertexAttribDivisor: gl.VertexAttribDivisor,
    vertexAttribIPointer: gl.VertexAttribIPointer,
    vertexAttribPointer: gl.VertexAttribPointer,
    viewport: gl.Viewport,
  };
}

/** Questions about the context, and clears by list. */
function stateCalls(gl: NativeGl) {
  const extensions = new Set(gl.GetString(GL_EXTENSIONS).split(' '));
  const has = (name: string) => SHARED_EXTENSIONS.includes(name) && extensions.has(`GL_${name}`);
  const integers = (name: number, count: number) => {
    const values = new Int32Array(count);
    gl.GetIntegerv(name, values);
    return values;
  };
  return {
    isContextLost: () => false,
    getContextAttributes: () => ({
      alpha: true,
      antialias: false,
      depth: true,
      premultipliedAlpha: true,
      preserveDrawingBuffer: true,
      stencil: false,
    }),
    getSupportedExtensions: () => SHARED_EXTENSIONS.filter(has),
    getExtension: (name: string) => {
      if (!has(name)) return null;
      return name === 'EXT_texture_filter_anisotropic' ? MAX_ANISOTROPY : {};
    },
    getParameter: (name: number) => {
      switch (name) {
        case GL.VERSION:
          return `WebGL 2.0 (${gl.GetString(name)})`;
        case GL.SHADING_LANGUAGE_VERSION:
          return `WebGL GLSL ES 3.00 (${gl.GetString(name)})`;
        case GL.RENDERER:
        case GL.VENDOR:
          return gl.GetString(name);
        case GL.SCISSOR_BOX:
        case GL.VIEWPORT:
          return integers(name, 4);
        case GL.MAX_VIEWPORT_DIMS:
          return integers(name, 2);
        default:
          return integers(name, 1)[0];
      }
    },
    clearBufferfv: (buffer: number, index: number, values: ArrayLike<number>) =>
      gl.ClearBufferfv(buffer, index, Float32Array.from(values)),
    clearBufferiv: (buffer: number, index: number, values: ArrayLike<number>) =>
      gl.ClearBufferiv(buffer, index, Int32Array.from(values)),
    clearBufferuiv: (buffer: number, index: number, values: ArrayLike<number>) =>
      gl.ClearBufferuiv(buffer, index, Uint32Array.from(values)),
  };
}

/** What three.js asks of a canvas when the context is given: a size, and somebody to listen to. */
function canvasOf(context: unknown) {
  return {
    width: 1,
    height: 1,
    style: {},
    addEventListener() {},
    removeEventListener() {},
    getContext: () => context,
  };
}
