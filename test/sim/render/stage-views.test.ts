import * as THREE from 'three';
import { describe, expect, it } from 'vitest';
import { type StageView, StageViews } from '../../../sim/render/stage-views.ts';
import type { Stage } from '../../../sim/scene/picture.ts';

function pool(maxIdle: number) {
  const log: string[] = [];
  const build = (stage: Stage): StageView => {
    log.push(`build ${stage.key}`);
    return {
      scene: new THREE.Scene(),
      camera: new THREE.PerspectiveCamera(),
      show() {},
      dispose: () => log.push(`dispose ${stage.key}`),
    };
  };
  return { log, views: new StageViews(build, maxIdle) };
}

const stage = (key: string): Stage => ({ key, items: [], boundsM: [0, 0, 1, 1] });

describe('stage views', () => {
  it('build a stage once for a slot that keeps it', () => {
    const { log, views } = pool(1);
    expect(views.lend(stage('a'), 0)).toBe(views.lend(stage('a'), 0));
    expect(log).toEqual(['build a']);
  });

  it('give slots on an equal stage one view, kept while any of them shows it', () => {
    const { log, views } = pool(0);
    expect(views.lend(stage('a'), 0)).toBe(views.lend(stage('a'), 1));
    views.giveBack(0);
    views.giveBack(0);
    expect(log).toEqual(['build a']);
    views.giveBack(1);
    expect(log).toEqual(['build a', 'dispose a']);
  });

  it('keep a view that waited and is shown again', () => {
    const { log, views } = pool(1);
    for (const key of ['a', 'b']) views.lend(stage(key), 0);
    views.lend(stage('a'), 1);
    views.lend(stage('c'), 0);
    expect(log).toEqual(['build a', 'build b', 'build c']);
    views.giveBack(0);
    expect(log.slice(3)).toEqual(['dispose b']);
  });

  it('lend a released view again, to any slot', () => {
    const { log, views } = pool(1);
    const view = views.lend(stage('a'), 0);
    views.giveBack(0);
    expect(views.lend(stage('a'), 5)).toBe(view);
    expect(log).toEqual(['build a']);
  });

  it('dispose of the view that waited longest when too many wait', () => {
    const { log, views } = pool(2);
    for (const [slot, key] of ['a', 'b', 'c'].entries()) views.lend(stage(key), slot);
    for (const slot of [1, 0, 2]) views.giveBack(slot);
    expect(log.slice(3)).toEqual(['dispose b']);
    views.disposeAll();
    expect(log.slice(4)).toEqual(['dispose a', 'dispose c']);
  });

  it('take back the old view when a slot turns to another stage', () => {
    const { log, views } = pool(0);
    views.lend(stage('a'), 0);
    views.lend(stage('b'), 0);
    expect(log).toEqual(['build a', 'dispose a', 'build b']);
    views.giveBack(7);
  });
});
