declare module 'ml-cart' {
  /** One node of a grown tree: a leaf has no children. Points with a smaller value go to the left. */
  export interface TreeNode {
    readonly splitColumn?: number;
    readonly splitValue?: number;
    readonly left?: TreeNode;
    readonly right?: TreeNode;
  }

  export class DecisionTreeClassifier {
    readonly root: TreeNode;
    constructor(options: {
      gainFunction?: 'gini';
      maxDepth?: number;
      /** A node with at most so many samples is not split. */
      minNumSamples?: number;
      /** A split must lower Gini's impurity by more than this. */
      gainThreshold?: number;
    });
    train(points: readonly (readonly number[])[], labels: readonly number[]): void;
  }
}
