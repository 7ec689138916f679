import koffi from 'koffi';

/** The EGL 1.5 constants used here, and those of its platform extensions. Source: Khronos egl.h. */
export const EGL = {
  NONE: 0x3038,
  EXTENSIONS: 0x3055,
  OPENGL_ES_API: 0x30a0,
  CONTEXT_MAJOR_VERSION: 0x3098,
  CONTEXT_MINOR_VERSION: 0x30fb,
  SURFACE_TYPE: 0x3033,
  PBUFFER_BIT: 0x1,
  RENDERABLE_TYPE: 0x3040,
  OPENGL_ES3_BIT: 0x40,
  RED_SIZE: 0x3024,
  GREEN_SIZE: 0x3023,
  BLUE_SIZE: 0x3022,
  ALPHA_SIZE: 0x3021,
  WIDTH: 0x3057,
  HEIGHT: 0x3056,
  PLATFORM_DEVICE_EXT: 0x313f,
  PLATFORM_ANGLE: 0x3202,
  PLATFORM_ANGLE_TYPE: 0x3203,
  PLATFORM_ANGLE_TYPE_VULKAN: 0x3450,
  PLATFORM_ANGLE_DEVICE_TYPE: 0x3209,
  PLATFORM_ANGLE_DEVICE_TYPE_SWIFTSHADER: 0x3487,
} as const;

/** An opaque C pointer as koffi hands it out; null pointers arrive as null. */
export type Pointer = bigint | null;

/** The functions of one EGL library. */
export interface EglLibrary {
  getPlatformDisplay(platform: number, native: Pointer, attributes: BigInt64Array): Pointer;
  initialize(display: Pointer, major: null, minor: null): number;
  bindApi(api: number): number;
  chooseConfig(
    display: Pointer,
    attributes: Int32Array,
    configs: BigUint64Array,
    size: number,
    count: Int32Array,
  ): number;
  createContext(display: Pointer, config: Pointer, share: null, attributes: Int32Array): Pointer;
  createPbufferSurface(display: Pointer, config: Pointer, attributes: Int32Array): Pointer;
  makeCurrent(display: Pointer, draw: Pointer, read: Pointer, context: Pointer): number;
  destroySurface(display: Pointer, surface: Pointer): number;
  destroyContext(display: Pointer, context: Pointer): number;
  releaseThread(): number;
  getError(): number;
  /** Device pointers by EGL_EXT_device_enumeration; empty where the extension is missing. */
  queryDevices(): readonly bigint[];
  queryDeviceExtensions(device: bigint): string;
}

const MAX_DEVICES = 32;

/** Loads an EGL library by file name or path. Throws what the dynamic loader says if it cannot. */
export function loadEgl(file: string): EglLibrary {
  const egl = koffi.load(file);
  const procAddress = egl.func('void *eglGetProcAddress(const char *)');
  const extension = (name: string, result: string, args: string[]) => {
    const address = procAddress(name) as Pointer;
    return address === null ? null : koffi.decode(address, koffi.proto(result, args));
  };
  return {
    getPlatformDisplay: egl.func('void *eglGetPlatformDisplay(uint32_t, void *, void *)'),
    initialize: egl.func('uint32_t eglInitialize(void *, void *, void *)'),
    bindApi: egl.func('uint32_t eglBindAPI(uint32_t)'),
    chooseConfig: egl.func('uint32_t eglChooseConfig(void *, void *, void *, int, void *)'),
    createContext: egl.func('void *eglCreateContext(void *, void *, void *, void *)'),
    createPbufferSurface: egl.func('void *eglCreatePbufferSurface(void *, void *, void *)'),
    makeCurrent: egl.func('uint32_t eglMakeCurrent(void *, void *, void *, void *)'),
    destroySurface: egl.func('uint32_t eglDestroySurface(void *, void *)'),
    destroyContext: egl.func('uint32_t eglDestroyContext(void *, void *)'),
    releaseThread: egl.func('uint32_t eglReleaseThread()'),
    getError: egl.func('int eglGetError()'),
    queryDevices: () => {
      const query = extension('eglQueryDevicesEXT', 'uint32_t', ['int', 'void *', 'void *']);
      const devices = new BigUint64Array(MAX_DEVICES);
      const count = new Int32Array(1);
      if (query === null || query(MAX_DEVICES, devices, count) === 0) return [];
      return [...devices.subarray(0, count[0])];
    },
    queryDeviceExtensions: (device) => {
      const query = extension('eglQueryDeviceStringEXT', 'const char *', ['void *', 'int']);
      return query === null ? '' : ((query(device, EGL.EXTENSIONS) as string | null) ?? '');
    },
  };
}
