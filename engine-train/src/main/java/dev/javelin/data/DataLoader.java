package dev.javelin.data;

import dev.javelin.Engine;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.random.RandomStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Gives a dataset in batches, as {@code torch.utils.data.DataLoader}, with a thread of its own that
 * prepares the next batches while the caller works on this one, or with the threads of an engine
 * ({@link #to}).
 *
 * <pre>{@code
 * try (var loader = DataLoader.shuffled(mnist.train(), 100, 777).dropLast()) {
 *   for (int epoch = 1; epoch <= 15; epoch++) {
 *     for (Batch batch : loader.epoch(epoch)) {
 *       ...
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Buffers are used again: a batch is valid until the next one is asked for, or another epoch is
 * begun. Belongs to one thread at a time.
 *
 * <p>Waking a thread costs 10 to 30 microseconds, as much as converting a shuffled batch of MNIST,
 * so that thread and the caller hand over groups of batches. A ring of buffers has room for two
 * groups, one in use and one in preparation.
 */
public final class DataLoader implements AutoCloseable {
  /** Epoch e is shuffled by stream 2^62 + e of the seed, which {@code Seed} never gets to. */
  private static final long FIRST_STREAM = 1L << 62;

  /** About how many numbers are in a group, unless a single batch has more: 2 MB. */
  private static final int GROUP_SIZE = 1 << 19;

  private interface Order {
    /** Puts the indices of all examples in the order of an epoch. */
    void arrange(int[] indices, int epoch);
  }

  private final Dataset dataset;
  private final int batchSize;
  private final Order order;
  private final int[] indices;
  private final int group;
  private final Batch[] ring;
  private final int lastNumber;
  private final Batch last;
  private final PartTask preparation = this::preparePart;
  // What prepares batches: an engine, or from the first epoch on a thread of its own.
  private Engine engine;
  private Background background;
  private boolean dropLast;
  private boolean closed;
  private int epochsBegun;
  // The batches that the background thread prepares.
  private int from;
  private int to;
  // The batch that the engine prepares.
  private Batch prepared;
  private int firstRow;
  private int parts;

  private DataLoader(Dataset dataset, int batchSize, Order order) {
    int size = dataset.size();
    if (size < 1) {
      throw new IllegalArgumentException("the dataset is empty");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("a batch needs at least 1 example, not " + batchSize);
    }
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.order = order;
    indices = new int[size];
    int example = dataset.inputShape().size() + dataset.targetShape().size();
    group = (int) Math.max(1, GROUP_SIZE / ((long) batchSize * example));
    Batch buffer = Batch.of(dataset, (int) Math.min(2L * group * batchSize, size));
    ring = new Batch[buffer.size() / batchSize];
    Arrays.setAll(ring, i -> buffer.rows(i * batchSize, (i + 1) * batchSize));
    lastNumber = Math.ceilDiv(size, batchSize) - 1;
    int start = lastNumber % (2 * group) * batchSize;
    last = buffer.rows(start, start + size - lastNumber * batchSize);
  }

  /**
   * Batches of the examples in the dataset's order, the last batch smaller if need be.
   *
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public static DataLoader inOrder(Dataset dataset, int batchSize) {
    return new DataLoader(
        dataset, batchSize, (indices, epoch) -> Arrays.setAll(indices, index -> index));
  }

  /**
   * Batches of the examples in random order, the last batch smaller if need be. The order depends
   * on the seed and the number of the epoch only.
   *
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public static DataLoader shuffled(Dataset dataset, int batchSize, long seed) {
    return new DataLoader(
        dataset,
        batchSize,
        (indices, epoch) -> new RandomStream(seed, FIRST_STREAM + epoch).shuffle(indices));
  }

  /**
   * Leaves out a last batch that is smaller than the others, in epochs begun from now on.
   *
   * @return this
   * @throws IllegalArgumentException if that leaves no batch
   */
  public DataLoader dropLast() {
    if (indices.length < batchSize) {
      close();
      throw new IllegalArgumentException(
          "dropLast leaves nothing of " + indices.length + " examples in batches of " + batchSize);
    }
    dropLast = true;
    return this;
  }

  /**
   * Has an engine's threads prepare each batch together when it is asked for, from the first epoch
   * on, instead of a thread of its own, ahead. That is better where the engine has a thread for
   * every processor: one more would make one of those wait, and so all of them. The dataset must
   * allow several threads to read at once.
   *
   * @return this
   * @throws IllegalStateException if an epoch was begun before
   */
  public DataLoader to(Engine engine) {
    if (epochsBegun > 0) {
      throw new IllegalStateException("the loader has begun an epoch without an engine");
    }
    this.engine = engine;
    return this;
  }

  /** The number of batches in an epoch. */
  public int batches() {
    return dropLast ? indices.length / batchSize : Math.ceilDiv(indices.length, batchSize);
  }

  /**
   * The batches of an epoch. Each iterator begins the epoch anew and ends any other; leaving one
   * before its end is fine. An iterator throws what the dataset threw, when the batch's group is
   * due.
   *
   * @param number the same number gives the same order
   * @throws IllegalArgumentException if the number is negative
   */
  public Iterable<Batch> epoch(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("there is no epoch " + number);
    }
    return () -> new Epoch(number);
  }

  /** Ends the loader's thread. The dataset is not read any more once this has returned. */
  @Override
  public void close() {
    closed = true;
    if (background != null) {
      background.close();
    }
  }

  /** Runs in the background. */
  private void prepareGroup() {
    for (int number = from; number < to; number++) {
      Batch batch = buffer(number);
      prepareRows(batch, number * batchSize, 0, batch.size());
    }
  }

  private void prepareTogether(int number) {
    prepared = buffer(number);
    firstRow = number * batchSize;
    parts = engine.parts(prepared.inputs().size());
    engine.run(preparation, parts);
  }

  private void preparePart(int part) {
    int start = Ranges.start(prepared.size(), parts, part, 1);
    prepareRows(prepared, firstRow, start, Ranges.start(prepared.size(), parts, part + 1, 1));
  }

  private void prepareRows(Batch batch, int first, int start, int end) {
    for (int row = start; row < end; row++) {
      dataset.copyTo(indices[first + row], batch, row);
    }
  }

  /** An engine needs only one, which is likely to be in the cache still. */
  private Batch buffer(int number) {
    if (number == lastNumber) {
      return last;
    }
    return ring[engine == null ? number % (2 * group) : 0];
  }

  private final class Epoch implements Iterator<Batch> {
    private final int batches = batches();
    private final int ticket;
    private int next;

    Epoch(int number) {
      if (closed) {
        throw new IllegalStateException("the loader is closed");
      }
      ticket = ++epochsBegun;
      if (engine != null) {
        order.arrange(indices, number);
        return;
      }
      if (background == null) {
        background = new Background("javelin-loader", DataLoader.this::prepareGroup);
      }
      // An epoch that was left before its end has a batch in preparation.
      background.finish();
      order.arrange(indices, number);
      // The first batch alone, since it is waited for.
      start(0, 1);
    }

    @Override
    public boolean hasNext() {
      return next < batches;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch has " + batches + " batches");
      }
      if (closed || ticket != epochsBegun) {
        throw new IllegalStateException("the loader was closed or has begun another epoch");
      }
      if (engine != null) {
        prepareTogether(next);
      } else if (next == from) {
        background.finish();
        background.check();
        start(to, group);
      }
      Batch batch = buffer(next);
      next++;
      return batch;
    }

    /** Has the background prepare so many batches, or those that are left. */
    private void start(int number, int count) {
      from = number;
      to = Math.min(number + count, batches);
      if (from < to) {
        background.start();
      }
    }
  }
}
