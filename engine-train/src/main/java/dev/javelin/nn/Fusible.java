package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;

/** A layer whose step can apply the activation after it while its results are in cache. */
sealed interface Fusible extends Layer permits ConvolutionLayer, Linear {
  /** A step of both. */
  Step bind(Shape input, Binding binding, Activation activation);
}
