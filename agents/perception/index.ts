/** A door of its own for training perception nets. */
export { BACKBONES, type BackboneName } from './backbone.ts';
export { sharesOfEach } from './class-loss.ts';
export { ClassifierAgent } from './classifier-agent.ts';
export { planOf as classifierPlanOf } from './classifier-net.ts';
export { compactClassifier, createClassifierTrainer } from './classifier-trainer.ts';
export { MOBILE_NET_VARIANTS, type MobileNetPlanOptions, type MobileNetVariant } from './mobile-net-plan.ts';
