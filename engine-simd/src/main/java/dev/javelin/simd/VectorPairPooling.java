package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.PairPooling;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pools as many positions of a row at once as a vector holds, every one as if a window began there,
 * and keeps every second result. Planes go through scratch ones, where vectors may reach past the
 * end of a row: what they leave there is overwritten by the next, or never read.
 */
final class VectorPairPooling implements PairPooling {
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());

  /** The even lanes, side by side. */
  private static final VectorShuffle<Float> EVENS =
      VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % LANES);

  private static final VectorShuffle<Integer> EVEN_INTS =
      VectorShuffle.fromOp(INTS, lane -> 2 * lane % LANES);

  /** Each of the lower lanes twice. */
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(SPECIES, lane -> lane / 2);

  private static final VectorShuffle<Integer> TWICE_INTS =
      VectorShuffle.fromOp(INTS, lane -> lane / 2);

  private static final IntVector LANE = IntVector.zero(INTS).addIndex(1);

  private final int height;
  private final int width;
  private final int outputs;
  private final float[] plane;
  private final float[] output;
  private final int[] places;

  VectorPairPooling(int height, int width) {
    this.height = height;
    this.width = width;
    outputs = height / 2 * (width / 2);
    plane = new float[height * width + 2 * LANES];
    output = new float[outputs + LANES];
    places = new int[outputs + LANES];
  }

  @Override
  public void pool(float[] x, int xOffset, float[] y, int yOffset, int[] places, int placesOffset) {
    System.arraycopy(x, xOffset, plane, 0, height * width);
    int to = 0;
    for (int row = 0; row + 1 < height; row += 2) {
      poolRow(row * width, to);
      to += width / 2;
    }
    System.arraycopy(output, 0, y, yOffset, outputs);
    System.arraycopy(this.places, 0, places, placesOffset, outputs);
  }

  private void poolRow(int start, int to) {
    for (int column = 0, o = to; column + 1 < width; column += LANES, o += LANES / 2) {
      int at = start + column;
      FloatVector best = load(plane, at);
      IntVector place = LANE.add(at);

      FloatVector next = load(plane, at + 1);
      VectorMask<Float> larger = isLarger(next, best);
      best = best.blend(next, larger);
      place = place.blend(LANE.add(at + 1), larger.cast(INTS));

      next = load(plane, at + width);
      larger = isLarger(next, best);
      best = best.blend(next, larger);
      place = place.blend(LANE.add(at + width), larger.cast(INTS));

      next = load(plane, at + width + 1);
      larger = isLarger(next, best);
      best = best.blend(next, larger);
      place = place.blend(LANE.add(at + width + 1), larger.cast(INTS));

      best.rearrange(EVENS).intoArray(output, o);
      place.rearrange(EVEN_INTS).intoArray(places, o);
    }
  }

  private static VectorMask<Float> isLarger(FloatVector next, FloatVector best) {
    return next.compare(VectorOperators.GT, best).or(next.compare(VectorOperators.NE, next));
  }

  @Override
  public void spread(
      float[] dy, int dyOffset, int[] places, int placesOffset, float[] dx, int dxOffset) {
    System.arraycopy(dy, dyOffset, output, 0, outputs);
    System.arraycopy(places, placesOffset, this.places, 0, outputs);
    // No place, for the vector that reaches past the last output.
    Arrays.fill(this.places, outputs, outputs + LANES, -1);
    int from = 0;
    for (int row = 0; row + 1 < height; row += 2) {
      // The upper row first: it may overwrite the beginning of the lower one.
      spreadRow(row * width, from);
      spreadRow((row + 1) * width, from);
      from += width / 2;
    }
    if (height % 2 == 1) {
      Arrays.fill(plane, (height - 1) * width, height * width, 0f);
    }
    System.arraycopy(plane, 0, dx, dxOffset, height * width);
  }

  private void spreadRow(int start, int from) {
    for (int column = 0, o = from; column < width; column += LANES, o += LANES / 2) {
      FloatVector value = load(output, o).rearrange(TWICE);
      IntVector where = IntVector.fromArray(INTS, places, o).rearrange(TWICE_INTS);
      VectorMask<Integer> here = where.compare(VectorOperators.EQ, LANE.add(start + column));
      FloatVector.zero(SPECIES).blend(value, here.cast(SPECIES)).intoArray(plane, start + column);
    }
  }

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }
}
