package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.MaxPooling;
import dev.javelin.kernels.MaxPoolingShape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Max pooling with channels as lanes. Windows of four, two by two, have their loop unrolled. */
final class VectorMaxPooling implements MaxPooling {
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());

  private final int stride;
  private final int length;
  private final int[] starts;
  private final int[] positions;

  VectorMaxPooling(MaxPoolingShape shape) {
    stride = shape.image().stride();
    length = shape.image().plane() * stride;
    starts = shape.starts();
    positions = shape.positions();
  }

  @Override
  public void pool(float[] x, int xOffset, float[] y, int yOffset, int[] places, int placesOffset) {
    for (int window = 0; window + 1 < starts.length; window++) {
      int start = starts[window];
      int row = window * stride;
      for (int c = 0; c < stride; c += LANES) {
        int at = xOffset + c;
        int first = positions[start];
        FloatVector best = load(x, at + first * stride);
        IntVector place = IntVector.broadcast(INTS, first);
        if (starts[window + 1] - start == 4) {
          int position = positions[start + 1];
          FloatVector next = load(x, at + position * stride);
          VectorMask<Float> larger = isLarger(next, best);
          best = best.blend(next, larger);
          place = place.blend(position, larger.cast(INTS));

          position = positions[start + 2];
          next = load(x, at + position * stride);
          larger = isLarger(next, best);
          best = best.blend(next, larger);
          place = place.blend(position, larger.cast(INTS));

          position = positions[start + 3];
          next = load(x, at + position * stride);
          larger = isLarger(next, best);
          best = best.blend(next, larger);
          place = place.blend(position, larger.cast(INTS));
        } else {
          for (int i = start + 1; i < starts[window + 1]; i++) {
            int position = positions[i];
            FloatVector next = load(x, at + position * stride);
            VectorMask<Float> larger = isLarger(next, best);
            best = best.blend(next, larger);
            place = place.blend(position, larger.cast(INTS));
          }
        }
        best.intoArray(y, yOffset + row + c);
        place.intoArray(places, placesOffset + row + c);
      }
    }
  }

  private static VectorMask<Float> isLarger(FloatVector next, FloatVector best) {
    return next.compare(VectorOperators.GT, best).or(next.compare(VectorOperators.NE, next));
  }

  @Override
  public void spread(
      float[] dy, int dyOffset, int[] places, int placesOffset, float[] dx, int dxOffset) {
    Arrays.fill(dx, dxOffset, dxOffset + length, 0f);
    for (int window = 0; window + 1 < starts.length; window++) {
      int start = starts[window];
      int row = window * stride;
      for (int c = 0; c < stride; c += LANES) {
        int at = dxOffset + c;
        FloatVector gradient = load(dy, dyOffset + row + c);
        IntVector place = IntVector.fromArray(INTS, places, placesOffset + row + c);
        if (starts[window + 1] - start == 4) {
          int position = positions[start];
          add(gradient, place.compare(VectorOperators.EQ, position), dx, at + position * stride);
          position = positions[start + 1];
          add(gradient, place.compare(VectorOperators.EQ, position), dx, at + position * stride);
          position = positions[start + 2];
          add(gradient, place.compare(VectorOperators.EQ, position), dx, at + position * stride);
          position = positions[start + 3];
          add(gradient, place.compare(VectorOperators.EQ, position), dx, at + position * stride);
        } else {
          for (int i = start; i < starts[window + 1]; i++) {
            int position = positions[i];
            add(gradient, place.compare(VectorOperators.EQ, position), dx, at + position * stride);
          }
        }
      }
    }
  }

  private static void add(FloatVector gradient, VectorMask<Integer> here, float[] dx, int at) {
    FloatVector sum = load(dx, at);
    sum.add(gradient, here.cast(SPECIES)).intoArray(dx, at);
  }

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }
}
