import type { ModelMesh } from '../import/model-mesh.ts';
import type { ObjectItem } from '../picture.ts';

/** Text that is equal for items that are drawn alike; a model stands in it by its key. */
export function objectKey(item: ObjectItem): string {
  return JSON.stringify(item, (name, value) => (name === 'model' ? (value as ModelMesh).key : value));
}
