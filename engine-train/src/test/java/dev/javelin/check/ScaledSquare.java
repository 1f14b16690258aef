package dev.javelin.check;

import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;

/** {@code y = a x^2} with a learned a: a user's own layer, in plain Java. */
final class ScaledSquare implements Layer {
  private final Parameter a = new Parameter("a", Tensor.full(Shape.of(1), 0.5f));

  @Override
  public List<Parameter> parameters() {
    return List.of(a);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Step bind(Shape shape, Binding binding) {
    Tensor y = Tensor.zeros(shape);
    Tensor dx = Tensor.zeros(shape);
    return new Step() {
      private Tensor x = y;

      @Override
      public Tensor forward(Tensor input) {
        x = input;
        for (int i = 0; i < x.size(); i++) {
          y.set(i, a.value().get(0) * x.get(i) * x.get(i));
        }
        return y;
      }

      @Override
      public Tensor backward(Tensor dy) {
        float da = a.beginGradient() ? a.gradientBuffer().get(0) : 0;
        for (int i = 0; i < x.size(); i++) {
          da += dy.get(i) * x.get(i) * x.get(i);
          dx.set(i, dy.get(i) * 2 * a.value().get(0) * x.get(i));
        }
        a.gradientBuffer().set(0, da);
        return dx;
      }
    };
  }
}
