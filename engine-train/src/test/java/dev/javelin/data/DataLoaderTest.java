package dev.javelin.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.javelin.Engine;
import dev.javelin.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DataLoaderTest {
  /**
   * Example i is i, once at each end of a long input, and as the target; reading {@code bad} fails.
   */
  private record Numbers(int size, int width, int bad) implements Dataset {
    Numbers(int size, int width) {
      this(size, width, -1);
    }

    @Override
    public Shape inputShape() {
      return Shape.of(width);
    }

    @Override
    public Shape targetShape() {
      return Shape.of();
    }

    @Override
    public void copyTo(int index, Batch batch, int row) {
      if (index == bad) {
        throw new UnsupportedOperationException("example " + bad);
      }
      batch.inputs().set(row * width, index);
      batch.inputs().set((row + 1) * width - 1, index);
      batch.targets().set(row, index);
    }
  }

  private static List<Integer> targets(Batch batch) {
    return IntStream.range(0, batch.size()).mapToObj(i -> (int) batch.targets().get(i)).toList();
  }

  private static List<Integer> order(DataLoader loader, int epoch) {
    List<Integer> order = new ArrayList<>();
    for (Batch batch : loader.epoch(epoch)) {
      order.addAll(targets(batch));
    }
    return order;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void eachExampleComesOnceAnEpoch(
      @ForAll @IntRange(min = 1, max = 60) int size,
      @ForAll @IntRange(min = 1, max = 70) int batchSize,
      // From one group for all batches to one batch a group.
      @ForAll @IntRange(min = 1, max = 30_000) int width,
      @ForAll boolean shuffled,
      @ForAll @IntRange(max = 3) int threads,
      @ForAll boolean dropLast) {
    Dataset dataset = new Numbers(size, width);
    try (Engine engine = Engine.create(Math.max(1, threads));
        DataLoader loader =
            shuffled
                ? DataLoader.shuffled(dataset, batchSize, 7)
                : DataLoader.inOrder(dataset, batchSize)) {
      if (threads > 0) {
        assertThat(loader.to(engine, false)).isSameAs(loader);
      }
      boolean drops = dropLast && size >= batchSize;
      if (drops) {
        loader.dropLast();
      }
      for (int epoch = 0; epoch < 3; epoch++) {
        List<Integer> seen = new ArrayList<>();
        int batches = 0;
        for (Batch batch : loader.epoch(epoch)) {
          batches++;
          boolean rest = !drops && batches == loader.batches() && size % batchSize != 0;
          assertThat(batch.size()).isEqualTo(rest ? size % batchSize : batchSize);
          assertThat(batch.inputs().shape()).isEqualTo(Shape.of(batch.size(), width));
          assertThat(batch.targets().shape()).isEqualTo(Shape.of(batch.size()));
          for (int i = 0; i < batch.size(); i++) {
            assertThat(batch.inputs().get(i * width)).isEqualTo(batch.targets().get(i));
            assertThat(batch.inputs().get((i + 1) * width - 1)).isEqualTo(batch.targets().get(i));
          }
          seen.addAll(targets(batch));
        }
        assertThat(batches).isEqualTo(loader.batches());
        assertThat(seen)
            .doesNotHaveDuplicates()
            .hasSize(drops ? size - size % batchSize : size)
            .allMatch(i -> i >= 0 && i < size);
        if (!shuffled) {
          assertThat(seen).isSorted();
        }
      }
    }
  }

  @Test
  void theOrderDependsOnSeedAndEpochOnly() {
    Dataset dataset = new Numbers(1000, 1);
    try (DataLoader one = DataLoader.shuffled(dataset, 10, 42);
        DataLoader other = DataLoader.shuffled(dataset, 33, 42);
        DataLoader otherSeed = DataLoader.shuffled(dataset, 10, 43)) {
      List<Integer> first = order(one, 0);
      List<Integer> second = order(one, 1);
      assertThat(order(other, 1)).isEqualTo(second);
      assertThat(order(other, 0)).isEqualTo(first);
      assertThat(order(one, 0)).isEqualTo(first).isNotEqualTo(second);
      assertThat(order(otherSeed, 0)).isNotEqualTo(first);
    }
  }

  @Test
  void anEpochMayBeLeftBeforeItsEnd() {
    // 3 batches a group, so that every place within groups is left from.
    Dataset dataset = new Numbers(100, 17_000);
    try (Engine engine = Engine.create(2);
        DataLoader alone = DataLoader.shuffled(dataset, 10, 1);
        DataLoader onEngine = DataLoader.shuffled(dataset, 10, 1).to(engine, false)) {
      List<Integer> whole = order(alone, 5);
      for (DataLoader loader : List.of(alone, onEngine)) {
        for (int taken = 0; taken <= loader.batches(); taken++) {
          Iterator<Batch> left = loader.epoch(taken).iterator();
          for (int i = 0; i < taken; i++) {
            left.next();
          }
          assertThat(order(loader, 5)).isEqualTo(whole);
        }
      }
    }
  }

  @Test
  void onlyTheEpochBegunLastGoesOn() {
    try (DataLoader loader = DataLoader.inOrder(new Numbers(10, 1), 2)) {
      Iterator<Batch> first = loader.epoch(0).iterator();
      first.next();
      Iterator<Batch> second = loader.epoch(0).iterator();
      assertThatThrownBy(first::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the loader was closed or has begun another epoch");
      assertThat(targets(second.next())).containsExactly(0, 1);
    }
  }

  @Test
  void anEpochEnds() {
    try (DataLoader loader = DataLoader.inOrder(new Numbers(3, 1), 3)) {
      Iterator<Batch> epoch = loader.epoch(0).iterator();
      epoch.next();
      assertThat(epoch.hasNext()).isFalse();
      assertThatThrownBy(epoch::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void whatTheDatasetThrowsReachesTheConsumer() {
    Dataset dataset = new Numbers(100, 17_000, 75);
    try (Engine engine = Engine.create(2);
        DataLoader alone = DataLoader.inOrder(dataset, 10);
        DataLoader onEngine = DataLoader.inOrder(dataset, 10).to(engine, false)) {
      for (DataLoader loader : List.of(alone, onEngine, alone, onEngine)) {
        Iterator<Batch> epoch = loader.epoch(0).iterator();
        assertThat(targets(epoch.next())).startsWith(0);
        assertThatThrownBy(() -> epoch.forEachRemaining(batch -> {}))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessage("example 75");
        assertThatThrownBy(epoch::next).isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }

  @Test
  void onAnEngineTheOrderIsTheSameAndThereIsNoThread() {
    Dataset dataset = new Numbers(1000, 1000);
    try (Engine engine = Engine.create(3);
        DataLoader alone = DataLoader.shuffled(dataset, 33, 42);
        DataLoader onEngine = DataLoader.shuffled(dataset, 33, 42).to(engine, false)) {
      List<Thread> before = loaderThreads();
      List<Integer> order = order(onEngine, 3);
      assertThat(before).containsAll(loaderThreads());
      assertThat(order(alone, 3)).isEqualTo(order);
    }
  }

  @Test
  void hasAThreadOfItsOwnWhereAProcessorIsLeft() {
    try (Engine engine = Engine.create(1);
        DataLoader loader = DataLoader.inOrder(new Numbers(10, 1), 2).to(engine, true)) {
      List<Thread> before = loaderThreads();
      loader.epoch(0).iterator().next();
      assertThat(loaderThreads()).anyMatch(thread -> !before.contains(thread));
    }
  }

  @Test
  void hasNoThreadWhereTheEngineHasAllProcessors() {
    try (Engine engine = Engine.create();
        DataLoader loader = DataLoader.inOrder(new Numbers(10, 1), 2).to(engine)) {
      List<Thread> before = loaderThreads();
      loader.epoch(0).iterator().next();
      assertThat(before).containsAll(loaderThreads());
    }
  }

  @Test
  void goesToAnEngineBeforeItsFirstEpoch() {
    try (Engine engine = Engine.create(1);
        DataLoader loader = DataLoader.inOrder(new Numbers(10, 1), 2)) {
      loader.epoch(0).iterator().next();
      assertThatThrownBy(() -> loader.to(engine))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the loader has begun an epoch");
    }
  }

  @Test
  void aBatchStaysAsItIsUntilTheNext() throws InterruptedException {
    // 1, 3 and 52 batches a group.
    for (int width : new int[] {50_000, 17_000, 1000}) {
      try (DataLoader loader = DataLoader.inOrder(new Numbers(1200, width), 10)) {
        int expected = 0;
        for (Batch batch : loader.epoch(0)) {
          Thread.sleep(2);
          assertThat(targets(batch)).startsWith(expected).endsWith(expected + 9);
          expected += 10;
        }
      }
    }
  }

  @Test
  void batchesAllocateNothing() {
    Dataset small = new Numbers(640, 1000);
    Dataset large = new Numbers(64_000, 1000);
    batchesAllocateNothing(DataLoader.shuffled(small, 64, 1), DataLoader.shuffled(large, 64, 1));
    try (Engine engine = Engine.create(2)) {
      batchesAllocateNothing(
          DataLoader.shuffled(small, 64, 1).to(engine, false),
          DataLoader.shuffled(large, 64, 1).to(engine, false));
    }
  }

  private static void batchesAllocateNothing(DataLoader ten, DataLoader thousand) {
    try (DataLoader few = ten;
        DataLoader many = thousand) {
      long fewest = Long.MAX_VALUE;
      long most = Long.MAX_VALUE;
      for (int epoch = 0; epoch < 10; epoch++) {
        fewest = Math.min(fewest, allocatedIn(few.epoch(epoch)));
        most = Math.min(most, allocatedIn(many.epoch(epoch)));
      }
      assertThat(most).as("bytes for 1000 batches, as for 10").isEqualTo(fewest);
    }
  }

  /** By this thread and the threads of loaders and engines. */
  private static long allocatedIn(Iterable<Batch> epoch) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids =
        LongStream.concat(
                LongStream.of(Thread.currentThread().threadId()),
                threads("javelin-").stream().mapToLong(Thread::threadId))
            .toArray();
    long[] before = new long[ids.length];
    long[] after = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      before[i] = threads.getThreadAllocatedBytes(ids[i]);
    }
    float sum = 0;
    for (Batch batch : epoch) {
      sum += batch.targets().get(0);
    }
    for (int i = 0; i < ids.length; i++) {
      after[i] = threads.getThreadAllocatedBytes(ids[i]);
    }
    assertThat(sum).isPositive();
    // Threads that have ended, -1, are those of loaders closed before.
    return IntStream.range(0, ids.length)
        .filter(i -> after[i] >= 0)
        .mapToLong(i -> after[i] - before[i])
        .sum();
  }

  @Test
  void closeEndsTheThread() throws InterruptedException {
    DataLoader loader = DataLoader.inOrder(new Numbers(10, 1), 2);
    loader.epoch(0).iterator().next();
    Thread thread = loaderThreads().getLast();
    assertThat(thread.isDaemon()).isTrue();
    loader.close();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThatThrownBy(() -> loader.epoch(0).iterator())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the loader is closed");
    loader.close();
  }

  @Test
  void nothingIsReadAfterClose() {
    try (Engine engine = Engine.create(2)) {
      DataLoader unused = DataLoader.inOrder(new Numbers(10, 1), 2);
      unused.close();
      assertThatThrownBy(() -> unused.epoch(0).iterator()).hasMessage("the loader is closed");
      DataLoader loader = DataLoader.inOrder(new Numbers(10, 1), 2).to(engine, false);
      Iterator<Batch> epoch = loader.epoch(0).iterator();
      epoch.next();
      loader.close();
      assertThatThrownBy(epoch::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the loader was closed or has begun another epoch");
    }
  }

  private static List<Thread> loaderThreads() {
    return threads("javelin-loader");
  }

  private static List<Thread> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .sorted((a, b) -> Long.compare(a.threadId(), b.threadId()))
        .toList();
  }

  @Test
  void anInterruptIsKept() {
    try (DataLoader loader = DataLoader.inOrder(new Numbers(50, 50_000), 10)) {
      Thread.currentThread().interrupt();
      assertThat(order(loader, 0)).hasSize(50).isSorted();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void rejectsWhatGivesNoBatches() {
    Dataset dataset = new Numbers(10, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataLoader.inOrder(dataset, 0))
        .withMessage("a batch needs at least 1 example, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataLoader.inOrder(new Numbers(0, 1), 1))
        .withMessage("the dataset is empty");
    try (DataLoader loader = DataLoader.inOrder(dataset, 11)) {
      assertThat(loader.batches()).isEqualTo(1);
      assertThatIllegalArgumentException()
          .isThrownBy(loader::dropLast)
          .withMessage("dropLast leaves nothing of 10 examples in batches of 11");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> loader.epoch(-1))
          .withMessage("there is no epoch -1");
    }
  }
}
