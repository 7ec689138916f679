/** What we use of libsvm-js 0.2, which comes without types. */
declare module 'libsvm-js/asm.js' {
  export default class SVM {
    constructor(options: {
      readonly type: string;
      readonly kernel: string;
      readonly gamma: number;
      readonly cost: number;
      /** Megabytes of kernel rows kept. */
      readonly cacheSize: number;
      readonly quiet: boolean;
    });
    static readonly SVM_TYPES: { readonly C_SVC: string };
    static readonly KERNEL_TYPES: { readonly RBF: string };
    train(samples: readonly (readonly number[])[], labels: readonly number[]): void;
    /** Places among the samples, in the order of the saved model. */
    getSVIndices(): readonly number[];
    /** The model in the text format of LIBSVM. */
    serializeModel(): string;
    /** Its memory is not collected: whoever trained must call this. */
    free(): void;
  }
}
