const BLOCK = 1 << 18;
let block = new Float32Array(BLOCK);
let used = 0;

/**
 * Room to write a form's numbers into, until `emptyRoom`; what stood there before still does. It is cut from one
 * block that is used again: hundreds of small arrays a shape would each be memory of its own to the
 * collector, and new blocks had it look through everything after every few dozen shapes.
 */
export function room(length: number): Float32Array {
  if (used + length > block.length) {
    block = new Float32Array(Math.max(BLOCK, length));
    used = 0;
  }
  used += length;
  return block.subarray(used - length, used);
}

/** Forms made so far are done with, and their numbers may be written over: called before a shape is begun. */
export function emptyRoom(): void {
  used = 0;
}
