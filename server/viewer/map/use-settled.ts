import { useEffect, useState } from 'preact/hooks';

/** A value once it has kept still for a while: for what is too slow to follow every move of a brush. */
export function useSettled<T>(value: T, stillMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), stillMs);
    return () => clearTimeout(timer);
  }, [value, stillMs]);
  return settled;
}
