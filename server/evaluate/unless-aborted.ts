/** What is waited for, or `reason` as soon as the signal says so; the work itself goes on unheard. */
export function unlessAborted<T>(
  waited: Promise<T>,
  signal: AbortSignal | undefined,
  reason: () => Error,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(reason());
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    waited.then(resolve, reject).finally(() => signal?.removeEventListener('abort', stop));
  });
}
