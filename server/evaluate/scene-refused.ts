/** The scene makes no sense to what scores it: the proposal is spent, logged as invalid, and no failure. */
export class SceneRefused extends Error {
  override readonly name = 'SceneRefused';
}
