type Libsvm = typeof import('libsvm-js/asm.js').default;

let loaded: Promise<Libsvm> | undefined;

/**
 * LIBSVM 3 as plain JavaScript: no file beside the code, so it loads alike in Node and in bundles,
 * and its doubles are those of the language. Its loader makes the process end, silently and with
 * status 1, at any promise that nobody awaits: that handler is taken off again.
 */
export function loadLibsvm(): Promise<Libsvm> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Libsvm> {
  const before = new Set(process.rawListeners('unhandledRejection'));
  const { default: libsvm } = await import('libsvm-js/asm.js');
  for (const listener of process.rawListeners('unhandledRejection')) {
    if (before.has(listener) || !String(listener).includes('process["exit"](1)')) continue;
    process.removeListener('unhandledRejection', listener as NodeJS.UnhandledRejectionListener);
  }
  return libsvm;
}
