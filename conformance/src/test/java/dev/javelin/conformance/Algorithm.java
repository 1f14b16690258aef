package dev.javelin.conformance;

import org.bytedeco.pytorch.Tensor;

/** An optimizer of one tensor. */
@FunctionalInterface
interface Algorithm {
  /**
   * The parameter after a step.
   *
   * @param x the parameter before it
   * @param g its gradient
   * @param t the step's number, from 1
   */
  Tensor step(Tensor x, Tensor g, int t);
}
