import type { About } from '../../http/api.ts';
import type { Choosing } from '../explore/use-choice.ts';

export function DrivePage(_: { readonly about: About; readonly choosing: Choosing }) {
  return <p>wheel</p>;
}
