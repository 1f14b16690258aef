package dev.javelin;

import java.util.Arrays;

/**
 * The gradient of some rows of a matrix; that of all others is zero. Each row is there once, in the
 * order in which rows were first added, so that sums have one order whatever the threads.
 *
 * <p>The rows' numbers are packed one row after another in {@link #values}. Memory grows to the
 * most rows there ever were and stays.
 */
public final class SparseGradient {
  private final int width;
  // The place of each row of the matrix, plus 1; 0 where it has none.
  private final int[] places;
  private int[] rows = new int[8];
  private float[] values;
  private int count;

  SparseGradient(int height, int width) {
    this.width = width;
    places = new int[height];
    values = new float[rows.length * width];
  }

  /** How many rows have a gradient. */
  public int count() {
    return count;
  }

  /** Which row of the matrix has the given place, from 0 to {@link #count} - 1. */
  public int row(int place) {
    return rows[place];
  }

  /** The numbers of a row. */
  public int width() {
    return width;
  }

  /** The gradients: place p's are the {@link #width} numbers from {@code p * width} on. */
  public float[] values() {
    return values;
  }

  /** Forgets all rows. */
  public void clear() {
    for (int place = 0; place < count; place++) {
      places[rows[place]] = 0;
    }
    count = 0;
  }

  /** The place of a row; a new one, filled with zeros, if it had none. May replace the array. */
  public int place(int row) {
    if (places[row] == 0) {
      append(row);
    }
    return places[row] - 1;
  }

  private void append(int row) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, Math.min(2 * count, places.length));
      values = Arrays.copyOf(values, rows.length * width);
    }
    Arrays.fill(values, count * width, (count + 1) * width, 0f);
    rows[count] = row;
    count++;
    places[row] = count;
  }

  /** Writes all rows of the matrix, zeros included. */
  void scatter(float[] dense) {
    Arrays.fill(dense, 0f);
    for (int place = 0; place < count; place++) {
      System.arraycopy(values, place * width, dense, rows[place] * width, width);
    }
  }
}
