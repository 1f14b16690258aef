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
 * so the loader's thread hands over groups of batches. A ring of buffers then has room for two
 * groups, one in use and one in preparation; on an engine there is one buffer.
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
  private final int lastNumber;
  private final PartTask preparation = this::preparePart;
  private boolean dropLast;
  private boolean closed;
  private int epochsBegun;
  // What prepares batches: an engine, or from the first epoch on a thread of the loader's own.
  private Engine engine;
  private Background background;
  // Where to, from the first epoch on.
  private Batch[] ring;
  private Batch last;
  // The group in preparation, or the empty one after the last.
  private int groupStart;
  private int groupEnd;
  // The batch that the engine prepares.
  private Batch prepared;
  private int firstIndex;
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
    lastNumber = Math.ceilDiv(size, batchSize) - 1;
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
      throw new IllegalArgumentException(
          "dropLast leaves nothing of " + indices.length + " examples in batches of " + batchSize);
    }
    dropLast = true;
    return this;
  }

  /**
   * Puts the loader on the engine that works on its batches. If that has a thread for every
   * processor, its threads prepare each batch together when it is asked for, instead of a thread of
   * the loader's own, ahead: one more would make one of those wait, and so all of them. Else
   * nothing changes. The dataset must allow several threads to read at once.
   *
   * @return this
   * @throws IllegalStateException if an epoch was begun before
   */
  public DataLoader to(Engine engine) {
    boolean processorLeft = engine.threads() < Runtime.getRuntime().availableProcessors();
    return to(engine, processorLeft);
  }

  DataLoader to(Engine engine, boolean processorLeft) {
    if (epochsBegun > 0) {
      throw new IllegalStateException("the loader has begun an epoch");
    }
    this.engine = processorLeft ? null : engine;
    return this;
  }

  /** The number of batches in an epoch. */
  public int batches() {
    return dropLast ? indices.length / batchSize : Math.ceilDiv(indices.length, batchSize);
  }

  /**
   * The batches of an epoch. Each iterator begins the epoch anew and ends any other; leaving one
   * before its end is fine. An iterator throws what the dataset threw, when the batch or its group
   * is due.
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

  /**
   * Ends the loader's thread, if it has one. The dataset is not read any more once this has
   * returned.
   */
  @Override
  public void close() {
    closed = true;
    if (background != null) {
      background.close();
    }
  }

  /** Runs in the background. */
  private void prepareGroup() {
    for (int number = groupStart; number < groupEnd; number++) {
      Batch batch = buffer(number);
      prepareRows(batch, number * batchSize, 0, batch.size());
    }
  }

  private void prepareTogether(int number) {
    prepared = buffer(number);
    firstIndex = number * batchSize;
    parts = Math.min(prepared.size(), engine.parts(prepared.inputs().size()));
    engine.run(preparation, parts);
  }

  private void preparePart(int part) {
    int start = Ranges.start(prepared.size(), parts, part, 1);
    prepareRows(prepared, firstIndex, start, Ranges.start(prepared.size(), parts, part + 1, 1));
  }

  private void prepareRows(Batch batch, int first, int start, int end) {
    for (int row = start; row < end; row++) {
      dataset.copyTo(indices[first + row], batch, row);
    }
  }

  private Batch buffer(int number) {
    return number == lastNumber ? last : ring[number % ring.length];
  }

  /** Makes the buffers, and the thread if there is to be one. */
  private void open() {
    int size = indices.length;
    int kept = engine == null ? Math.min(2 * group, lastNumber + 1) : 1;
    Batch buffer = Batch.of(dataset, (int) Math.min((long) kept * batchSize, size));
    ring = new Batch[kept];
    Arrays.setAll(
        ring, i -> buffer.rows(i * batchSize, (int) Math.min((i + 1L) * batchSize, buffer.size())));
    int start = lastNumber % kept * batchSize;
    last = buffer.rows(start, start + size - lastNumber * batchSize);
    if (engine == null) {
      background = new Background("javelin-loader", this::prepareGroup);
    }
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
      if (ring == null) {
        open();
      }
      if (background != null) {
        // An epoch that was left before its end has a group in preparation.
        background.finish();
      }
      order.arrange(indices, number);
      if (background != null) {
        // The first batch alone, since it is waited for.
        start(0, 1);
      }
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
      } else if (next == groupStart) {
        background.finish();
        background.check();
        start(groupEnd, group);
      }
      Batch batch = buffer(next);
      next++;
      return batch;
    }

    /** Has the background prepare so many batches, or those that are left. */
    private void start(int number, int count) {
      groupStart = number;
      groupEnd = Math.min(number + count, batches);
      if (groupStart < groupEnd) {
        background.start();
      }
    }
  }
}
