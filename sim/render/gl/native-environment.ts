import koffi from 'koffi';

/**
 * Sets variables in the environment that C libraries read. `process.env` alone is not enough: in a
 * worker thread it is a copy that C never sees. A variable that already has the value is left
 * alone, because writing while another thread reads is not safe in C.
 */
export function setNativeEnvironment(variables: Readonly<Record<string, string>>): void {
  const libc = koffi.load(null);
  const getenv = libc.func('const char *getenv(const char *)') as (name: string) => string | null;
  const setenv = libc.func('int setenv(const char *, const char *, int)') as (
    name: string,
    value: string,
    overwrite: number,
  ) => number;
  for (const [name, value] of Object.entries(variables)) {
    if (getenv(name) !== value) setenv(name, value, 1);
  }
}
