package dev.javelin.conformance;

import dev.javelin.Parameter;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.nn.utils.ClipGradNorm;
import dev.javelin.nn.utils.ClipGradValue;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Clipping of the gradients of several parameters, one of which has none. */
class ClippingConformanceTest {
  private static final String BY_NORM = "nn::utils::clip_grad_norm_";
  private static final String BY_VALUE = "nn::utils::clip_grad_value_";
  private static final double[] NORMS = {1, 2, 3, Double.POSITIVE_INFINITY};

  private static final Bound SUM =
      Bound.ofEach(32, "sums of up to 1200 terms in different order, and powers");

  @Property(tries = 30, seed = "777")
  void gradients(@ForAll @IntRange(min = 1, max = 4) int count, @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parameters.add(parameter(Draw.normal(random, 1, Shape.of(1 + random.nextInt(300)))));
    }
    parameters.add(new Parameter("unused", Tensor.zeros(3)));
    compareAll(parameters, "");
  }

  @Test
  void specialValues() {
    for (float special : SpecialValues.INPUTS) {
      Tensor gradient = Draw.normal(new RandomStream(777, 0), 1, Shape.of(67));
      gradient.set(0, special);
      gradient.set(66, special);
      // Of others the square or cube overflows or underflows, at a place of each side's own.
      boolean squares = !Float.isFinite(special) || Math.abs(special) < 1000;
      if (squares) {
        compareAll(List.of(parameter(gradient)), ", special values");
      }
      compareByValue(List.of(parameter(gradient)), 0.3, ", special values");
    }
  }

  private static void compareAll(List<Parameter> parameters, String what) {
    for (double p : NORMS) {
      compareByNorm(parameters, 0.7, p, what);
      compareByNorm(parameters, 1e4, p, what);
    }
    compareByValue(parameters, 0.3, what);
  }

  private static void compareByNorm(List<Parameter> old, double maxNorm, double p, String what) {
    List<Parameter> parameters = copies(old);
    String name = "ClipGradNorm, p " + (p < 10 ? String.valueOf((int) p) : "infinite") + what;
    try (PointerScope _ = new PointerScope()) {
      var variables = variables(parameters);
      double expected = torch.clip_grad_norm_(new TensorVector(variables), maxNorm, p, false);
      double norm = new ClipGradNorm(parameters, maxNorm, p, false).run();
      var subject = new Subject(Section.CLIPPING, name, "norm", BY_NORM, "");
      Differences.check(subject, SUM, new double[] {norm}, new double[] {expected});
      compareGradients(
          new Subject(Section.CLIPPING, name, "gradients", BY_NORM, ""),
          SUM,
          parameters,
          variables);
    }
  }

  private static void compareByValue(List<Parameter> old, double value, String what) {
    List<Parameter> parameters = copies(old);
    try (PointerScope _ = new PointerScope()) {
      var variables = variables(parameters);
      torch.clip_grad_value_(new TensorVector(variables), value);
      new ClipGradValue(parameters, value).run();
      var subject =
          new Subject(Section.CLIPPING, "ClipGradValue" + what, "gradients", BY_VALUE, "");
      compareGradients(subject, Bound.equal(), parameters, variables);
    }
  }

  private static void compareGradients(
      Subject subject,
      Bound bound,
      List<Parameter> parameters,
      org.bytedeco.pytorch.Tensor[] variables) {
    for (int i = 0; i < variables.length; i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.hasGradient()) {
        double[] expected = Torch.numbers(variables[i].grad());
        Differences.check(subject, bound, Torch.numbers(parameter.gradient()), expected);
      }
    }
  }

  private static Parameter parameter(Tensor gradient) {
    var parameter = new Parameter("weight", Tensor.zeros(gradient.shape()));
    parameter.beginGradient();
    parameter.gradientBuffer().copyFrom(gradient);
    return parameter;
  }

  private static List<Parameter> copies(List<Parameter> parameters) {
    return parameters.stream().map(p -> p.hasGradient() ? parameter(p.gradient()) : p).toList();
  }

  private static org.bytedeco.pytorch.Tensor[] variables(List<Parameter> parameters) {
    var variables = new org.bytedeco.pytorch.Tensor[parameters.size()];
    for (int i = 0; i < variables.length; i++) {
      Parameter parameter = parameters.get(i);
      variables[i] = Torch.variable(parameter.value());
      if (parameter.hasGradient()) {
        variables[i].mutable_grad().put(Torch.of(parameter.gradient()));
      }
    }
    return variables;
  }
}
