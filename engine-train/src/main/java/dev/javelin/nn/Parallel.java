package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives the same input to several branches and concatenates their outputs along an axis, in order
 * (Szegedy et al., "Going deeper with convolutions", 2015). All other axes of the outputs must be
 * alike.
 */
public final class Parallel implements Layer {
  private final int axis;
  private final List<Layer> branches;

  /** Concatenates along axis 1: features or channels. */
  public Parallel(Layer... branches) {
    this(1, branches);
  }

  /**
   * Concatenates along the given axis.
   *
   * @param axis negative counts from the last, which is -1
   */
  public Parallel(int axis, Layer... branches) {
    this.axis = axis;
    this.branches = List.of(branches);
    if (branches.length == 0) {
      throw new IllegalArgumentException("Parallel needs at least one branch");
    }
  }

  @Override
  public List<Layer> children() {
    return branches;
  }

  @Override
  public Shape outputShape(Shape input) {
    List<Shape> shapes = shapes(input);
    Shape first = shapes.getFirst();
    int at = axisOf(first);
    if (at < 0 || at >= first.rank()) {
      throw new ShapeMismatchException(
          "Parallel (output of branch 0)", "that has an axis " + axis, first);
    }
    int total = 0;
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      if (shape.rank() != first.rank() || !first.with(at, shape.dim(at)).equals(shape)) {
        throw new ShapeMismatchException(
            "Parallel (output of branch " + i + ")", first + " but for axis " + axis, shape);
      }
      total = Math.addExact(total, shape.dim(at));
    }
    return first.with(at, total);
  }

  private List<Shape> shapes(Shape input) {
    var shapes = new ArrayList<Shape>();
    for (int i = 0; i < branches.size(); i++) {
      try {
        shapes.add(branches.get(i).outputShape(input));
      } catch (ShapeMismatchException e) {
        throw e.within("branch " + i + " of Parallel");
      }
    }
    return shapes;
  }

  private int axisOf(Shape output) {
    return axis < 0 ? output.rank() + axis : axis;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    Shape output = outputShape(input);
    List<Shape> shapes = shapes(input);
    List<Step> steps = branches.stream().map(branch -> branch.bind(input, binding)).toList();
    return new ParallelStep(steps, shapes, input, output, axisOf(output), binding);
  }

  @Override
  public String toString() {
    return branches.stream()
        .map(Layer::toString)
        .collect(Collectors.joining(", ", "Parallel(", ")"));
  }
}
