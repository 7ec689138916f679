import path from 'node:path';
import koffi from 'koffi';
import { FaultscapeError } from '../../core/errors.ts';
import { EGL, type EglLibrary, loadEgl, type Pointer } from './egl-library.ts';
import { C_TYPES, GL_SIGNATURES, type NativeGl } from './gl-signatures.ts';
import { setNativeEnvironment } from './native-environment.ts';
import { swiftshaderFolder } from './swiftshader-files.ts';

/** Ways to an OpenGL ES 3 context without a window, in the order `auto` tries them. */
export const GL_ROUTES = ['device', 'mesa', 'swiftshader'] as const;
export type GlRoute = (typeof GL_ROUTES)[number];

/** A context that is current on the thread that opened it. */
export interface EglContext {
  readonly gl: NativeGl;
  /** Finishes all work and gives the context back. Call once, on the thread that opened it. */
  destroy(): void;
}

interface Libraries {
  readonly egl: EglLibrary;
  readonly glFile: string;
}

/** Libraries that have a context open on this thread (each thread loads this module anew). */
const inUse = new Set<string>();

/**
 * Opens one context by one route and makes it current on this thread. Displays are shared by the
 * whole process and therefore never terminated: another thread may be drawing on one. A thread
 * has one current context per library, so a second one is refused until the first is destroyed.
 */
export function openEglContext(route: GlRoute): EglContext {
  switch (route) {
    case 'device':
      return openOnDevice('a graphics card', false);
    case 'mesa': {
      // One llvmpipe thread per context: the episodes of one process already fill a core.
      setNativeEnvironment({ LP_NUM_THREADS: '0' });
      return openOnDevice('the software renderer of Mesa', true);
    }
    case 'swiftshader': {
      const libraries = swiftshaderLibraries();
      const attributes = [
        EGL.PLATFORM_ANGLE_TYPE,
        EGL.PLATFORM_ANGLE_TYPE_VULKAN,
        EGL.PLATFORM_ANGLE_DEVICE_TYPE,
        EGL.PLATFORM_ANGLE_DEVICE_TYPE_SWIFTSHADER,
      ];
      return openOnDisplay(libraries, display(libraries.egl, EGL.PLATFORM_ANGLE, null, attributes));
    }
  }
}

function systemLibraries(): Libraries {
  try {
    return { egl: loadEgl('libEGL.so.1'), glFile: 'libGLESv2.so.2' };
  } catch (cause) {
    throw new FaultscapeError('environment', 'The system has no EGL library.', {
      expected: 'libEGL.so.1',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'apt-get install -y --no-install-recommends libegl1 libgles2 libgl1-mesa-dri',
      cause,
    });
  }
}

function swiftshaderLibraries(): Libraries {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new FaultscapeError('environment', 'The packaged SwiftShader does not run here.', {
      expected: 'Linux on x64',
      got: `${process.platform} on ${process.arch}`,
    });
  }
  const folder = swiftshaderFolder();
  setNativeEnvironment({ VK_ICD_FILENAMES: path.join(folder, 'vk_swiftshader_icd.json') });
  // ANGLE asks for libvulkan.so.1 by its bare name: loaded before, this one is found.
  koffi.load(path.join(folder, 'libvulkan.so.1'), { global: true });
  return { egl: loadEgl(path.join(folder, 'libEGL.so')), glFile: path.join(folder, 'libGLESv2.so') };
}

/**
 * The first EGL device that yields a context: a graphics card, or Mesa's software renderer, which is
 * asked for by name, since Mesa's own platform draws on a card where there is one.
 */
function openOnDevice(what: string, software: boolean): EglContext {
  const libraries = systemLibraries();
  const { egl } = libraries;
  const devices = egl
    .queryDevices()
    .filter((device) => egl.queryDeviceExtensions(device).includes('EGL_MESA_device_software') === software);
  const problems: string[] = [];
  for (const device of devices) {
    try {
      return openOnDisplay(libraries, display(egl, EGL.PLATFORM_DEVICE_EXT, device));
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new FaultscapeError('environment', `No EGL device that is ${what} offers OpenGL ES 3.`, {
    expected: `an EGL device that is ${what}`,
    got: problems.length === 0 ? 'none' : problems.join('; '),
    hint: software
      ? 'apt-get install -y --no-install-recommends libegl1 libgles2 libgl1-mesa-dri, or use --gl swiftshader'
      : "install the card's driver, or use --gl swiftshader",
  });
}

function display(egl: EglLibrary, platform: number, native: Pointer, attributes: number[] = []): Pointer {
  const list = BigInt64Array.from([...attributes, EGL.NONE], BigInt);
  const found = egl.getPlatformDisplay(platform, native, list);
  if (found === null || egl.initialize(found, null, null) === 0) throw eglProblem(egl, 'no display');
  return found;
}

function openOnDisplay({ egl, glFile }: Libraries, shown: Pointer): EglContext {
  if (inUse.has(glFile)) {
    throw new FaultscapeError('usage', 'This thread already has an open graphics context.', {
      expected: 'one renderer per thread, closed before the next is opened',
      got: `a second context of ${glFile}`,
    });
  }
  egl.bindApi(EGL.OPENGL_ES_API);
  const config = chooseConfig(egl, shown);
  const version = [EGL.CONTEXT_MAJOR_VERSION, 3, EGL.CONTEXT_MINOR_VERSION, 0, EGL.NONE];
  const context = egl.createContext(shown, config, null, Int32Array.from(version));
  if (context === null) throw eglProblem(egl, 'no OpenGL ES 3 context');
  // Everything is drawn into render targets; this pixel only makes the context current anywhere.
  const onePixel = Int32Array.from([EGL.WIDTH, 1, EGL.HEIGHT, 1, EGL.NONE]);
  const surface = egl.createPbufferSurface(shown, config, onePixel);
  if (surface === null || egl.makeCurrent(shown, surface, surface, context) === 0) {
    const problem = eglProblem(egl, 'the context cannot be made current');
    if (surface !== null) egl.destroySurface(shown, surface);
    egl.destroyContext(shown, context);
    throw problem;
  }
  const gl = loadGl(glFile);
  inUse.add(glFile);
  return {
    gl,
    destroy: () => {
      inUse.delete(glFile);
      gl.Finish();
      egl.makeCurrent(shown, null, null, null);
      egl.destroySurface(shown, surface);
      egl.destroyContext(shown, context);
      egl.releaseThread();
    },
  };
}

function chooseConfig(egl: EglLibrary, shown: Pointer): Pointer {
  const wanted = [EGL.SURFACE_TYPE, EGL.PBUFFER_BIT, EGL.RENDERABLE_TYPE, EGL.OPENGL_ES3_BIT];
  const bits = [EGL.RED_SIZE, 8, EGL.GREEN_SIZE, 8, EGL.BLUE_SIZE, 8, EGL.ALPHA_SIZE, 8, EGL.NONE];
  const configs = new BigUint64Array(1);
  const count = new Int32Array(1);
  egl.chooseConfig(shown, Int32Array.from([...wanted, ...bits]), configs, 1, count);
  if (count[0] === 0) throw eglProblem(egl, 'no configuration with 8-bit colour');
  return configs[0] as bigint;
}

function loadGl(file: string): NativeGl {
  const library = koffi.load(file);
  const functions = Object.entries(GL_SIGNATURES).map(([name, signature]) => {
    const [letters = '', result] = signature.split('>');
    const args = [...letters].map((letter) => C_TYPES[letter] as string);
    const native = library.func(
      `gl${name}`,
      result === undefined ? 'void' : (C_TYPES[result] as string),
      args,
    );
    return [name, native];
  });
  return Object.fromEntries(functions) as NativeGl;
}

function eglProblem(egl: EglLibrary, what: string): FaultscapeError {
  return new FaultscapeError('environment', `EGL: ${what} (error 0x${egl.getError().toString(16)}).`);
}
