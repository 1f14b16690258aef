package dev.javelin.check;

import dev.javelin.Buffer;
import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A layer in training, reduced to a number: the sum of its outputs, each times a random weight. */
final class LayerSubject implements Subject {
  private final Layer layer;
  private final Tensor input;
  private final boolean inputGradient;
  private final Step step;
  private final Tensor weights;

  LayerSubject(Layer layer, Tensor input, boolean inputGradient, long seed, Engine engine) {
    this.layer = layer;
    this.input = input;
    this.inputGradient = inputGradient;
    step = layer.bind(input.shape(), new Binding(engine, Mode.TRAIN, inputGradient));
    weights = GradientCheck.random(layer.outputShape(input.shape()), new RandomStream(seed, 1));
  }

  @Override
  public String name() {
    return layer.getClass().getSimpleName();
  }

  @Override
  public List<Variable> variables() {
    var variables = new ArrayList<Variable>();
    if (inputGradient) {
      variables.add(new Variable("the input", input, () -> {}));
    }
    List<Parameter> parameters = layer.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      String name = "parameter %d (%s)".formatted(i, parameter.name());
      variables.add(new Variable(name, parameter.value(), parameter::changed));
    }
    return variables;
  }

  @Override
  public List<Tensor> state() {
    return layer.buffers().stream().map(Buffer::value).toList();
  }

  @Override
  public Terms forward() {
    Tensor output = step.forward(input);
    double[] values = new double[output.size()];
    double[] sizes = new double[output.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (double) weights.get(i) * output.get(i);
      // Inputs and parameters are about 1, and so are the numbers on the way to an output.
      sizes[i] = Math.abs(weights.get(i)) + Math.abs(values[i]);
    }
    return new Terms(values, sizes);
  }

  @Override
  public List<float[]> backward() {
    List<Parameter> parameters = layer.parameters();
    parameters.forEach(Parameter::zeroGrad);
    step.forward(input);
    Tensor gradient = step.backward(weights.copy());
    var gradients = new ArrayList<float[]>();
    if (inputGradient) {
      if (gradient == null || gradient.size() != input.size()) {
        throw new GradientMismatchException(
            name()
                + ": backward gives "
                + gradient
                + " as the gradient of the input "
                + input.shape());
      }
      gradients.add(gradient.toArray());
    }
    for (Parameter parameter : parameters) {
      gradients.add(parameter.gradient().toArray());
    }
    parameters.forEach(Parameter::zeroGrad);
    return gradients;
  }
}
