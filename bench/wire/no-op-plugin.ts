import { registerAgent } from '../../agents/index.ts';
import { NoOpAgent } from './no-op.ts';

registerAgent('no-op', () => new NoOpAgent());
