package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.javelin.kernels.MaxPooling;
import dev.javelin.kernels.MaxPoolingShape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
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
        FloatVector best = FloatVector.fromArray(SPECIES, x, at + first * stride);
        IntVector place = IntVector.broadcast(INTS, first);
        if (starts[window + 1] - start == 4) {
          int position = positions[start + 1];
          FloatVector next = FloatVector.fromArray(SPECIES, x, at + position * stride);
          VectorMask<Float> larger = next.compare(GT, best).or(next.compare(NE, next));
          best = best.blend(next, larger);
          place = place.blend(position, larger.cast(INTS));

          position = positions[start + 2];
          next = FloatVector.fromArray(SPECIES, x, at + position * stride);
          larger = next.compare(GT, best).or(next.compare(NE, next));
          best = best.blend(next, larger);
          place = place.blend(position, larger.cast(INTS));

          position = positions[start + 3];
          next = FloatVector.fromArray(SPECIES, x, at + position * stride);
          larger = next.compare(GT, best).or(next.compare(NE, next));
          best = best.blend(next, larger);
          place = place.blend(position, larger.cast(INTS));
        } else {
          for (int i = start + 1; i < starts[window + 1]; i++) {
            int position = positions[i];
            FloatVector next = FloatVector.fromArray(SPECIES, x, at + position * stride);
            VectorMask<Float> larger = next.compare(GT, best).or(next.compare(NE, next));
            best = best.blend(next, larger);
            place = place.blend(position, larger.cast(INTS));
          }
        }
        best.intoArray(y, yOffset + row + c);
        place.intoArray(places, placesOffset + row + c);
      }
    }
  }

  @Override
  public void spread(
      float[] dy, int dyOffset, int[] places, int placesOffset, float[] dx, int dxOffset) {
    Arrays.fill(dx, dxOffset, dxOffset + length, 0f);
    for (int window = 0; window + 1 < starts.length; window++) {
      int start = starts[window];
      int row = window * stride;
      for (int c = 0; c < stride; c += LANES) {
        FloatVector gradient = FloatVector.fromArray(SPECIES, dy, dyOffset + row + c);
        IntVector place = IntVector.fromArray(INTS, places, placesOffset + row + c);
        if (starts[window + 1] - start == 4) {
          int position = positions[start];
          int at = dxOffset + c + position * stride;
          VectorMask<Float> chosen = place.compare(EQ, position).cast(SPECIES);
          FloatVector.fromArray(SPECIES, dx, at).add(gradient, chosen).intoArray(dx, at);

          position = positions[start + 1];
          at = dxOffset + c + position * stride;
          chosen = place.compare(EQ, position).cast(SPECIES);
          FloatVector.fromArray(SPECIES, dx, at).add(gradient, chosen).intoArray(dx, at);

          position = positions[start + 2];
          at = dxOffset + c + position * stride;
          chosen = place.compare(EQ, position).cast(SPECIES);
          FloatVector.fromArray(SPECIES, dx, at).add(gradient, chosen).intoArray(dx, at);

          position = positions[start + 3];
          at = dxOffset + c + position * stride;
          chosen = place.compare(EQ, position).cast(SPECIES);
          FloatVector.fromArray(SPECIES, dx, at).add(gradient, chosen).intoArray(dx, at);
        } else {
          for (int i = start; i < starts[window + 1]; i++) {
            int position = positions[i];
            int at = dxOffset + c + position * stride;
            VectorMask<Float> chosen = place.compare(EQ, position).cast(SPECIES);
            FloatVector.fromArray(SPECIES, dx, at).add(gradient, chosen).intoArray(dx, at);
          }
        }
      }
    }
  }
}
