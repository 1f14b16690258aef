package dev.javelin.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ThreadTeamTest {
  @Test
  void everyPartRunsOnce() {
    for (int size = 1; size <= 4; size++) {
      try (var team = new ThreadTeam(size)) {
        assertThat(team.size()).isEqualTo(size);
        for (int count = 0; count <= 9; count++) {
          var runs = new AtomicIntegerArray(count);
          team.run(runs::incrementAndGet, count);
          for (int part = 0; part < count; part++) {
            assertThat(runs.get(part)).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void writesOfTheCallerAndOfThePartsAreSeen() {
    try (var team = new ThreadTeam(3)) {
      int[] numbers = new int[3];
      for (int round = 1; round <= 10_000; round++) {
        team.run(part -> numbers[part]++, 3);
        assertThat(numbers[0] + numbers[1] + numbers[2]).isEqualTo(3 * round);
      }
    }
  }

  @Test
  void workersWakeAfterTheyParked() throws InterruptedException {
    try (var team = new ThreadTeam(2)) {
      for (int round = 0; round < 5; round++) {
        Thread.sleep(20);
        var runs = new AtomicInteger();
        team.run(part -> runs.incrementAndGet(), 2);
        assertThat(runs).hasValue(2);
      }
    }
  }

  @Test
  void anExceptionComesBackWhenTheOthersHaveEnded() {
    try (var team = new ThreadTeam(3)) {
      for (int thrower = 0; thrower < 3; thrower++) {
        int failing = thrower;
        var ended = new AtomicInteger();
        assertThatThrownBy(
                () ->
                    team.run(
                        part -> {
                          if (part == failing) {
                            throw new IllegalStateException("part " + part);
                          }
                          ended.incrementAndGet();
                        },
                        3))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("part " + failing);
        assertThat(ended).hasValue(2);
      }
    }
  }

  @Test
  void furtherExceptionsAreSuppressed() {
    try (var team = new ThreadTeam(3)) {
      assertThatThrownBy(() -> team.run(ThreadTeamTest::fail, 3))
          .isInstanceOf(AssertionError.class)
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
      var runs = new AtomicInteger();
      team.run(part -> runs.incrementAndGet(), 3);
      assertThat(runs).hasValue(3);
    }
  }

  private static void fail(int part) {
    throw new AssertionError("part " + part);
  }

  /** As other languages of the JVM throw them. */
  @Test
  void aCheckedExceptionEndsNoWorker() {
    try (var team = new ThreadTeam(2)) {
      for (int round = 0; round < 2; round++) {
        assertThatThrownBy(() -> team.run(part -> throwAny(new Exception("part " + part)), 2))
            .hasRootCauseMessage("part 0");
      }
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void throwAny(Throwable e) throws E {
    throw (E) e;
  }

  @Test
  void aTaskMayUseTheTeamItRunsOn() {
    try (var team = new ThreadTeam(2)) {
      var runs = new AtomicInteger();
      team.run(part -> team.run(inner -> runs.incrementAndGet(), 3), 2);
      assertThat(runs).hasValue(6);
    }
  }

  @Test
  void callersMayShareATeam() throws InterruptedException {
    try (var team = new ThreadTeam(2)) {
      var runs = new AtomicInteger();
      var callers = new Thread[3];
      for (int i = 0; i < callers.length; i++) {
        callers[i] =
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int round = 0; round < 1000; round++) {
                        team.run(part -> runs.incrementAndGet(), 4);
                      }
                    });
      }
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(runs).hasValue(12_000);
    }
  }

  @Test
  void aClosedTeamWorksOnTheCaller() {
    var team = new ThreadTeam(3);
    team.close();
    team.close();
    var threads = new ConcurrentLinkedQueue<Thread>();
    team.run(part -> threads.add(Thread.currentThread()), 3);
    assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
  }

  @Test
  void closeEndsTheThreadsEvenWhileTheyWork() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      var team = new ThreadTeam(2);
      var workers = new ConcurrentLinkedQueue<Thread>();
      var started = new CountDownLatch(1);
      Thread caller =
          Thread.ofPlatform()
              .start(
                  () -> {
                    started.countDown();
                    for (int i = 0; i < 50; i++) {
                      team.run(part -> workers.add(Thread.currentThread()), 2);
                    }
                  });
      started.await();
      team.close();
      caller.join();
      for (Thread worker : workers) {
        worker.join();
      }
      assertThat(workers).hasSize(100);
    }
  }

  @Test
  void threadsAreDaemons() {
    try (var team = new ThreadTeam(2)) {
      var threads = new ConcurrentLinkedQueue<Thread>();
      team.run(part -> threads.add(Thread.currentThread()), 2);
      threads.remove(Thread.currentThread());
      assertThat(threads)
          .singleElement()
          .satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
    }
  }

  @Test
  void aRunAllocatesNothing() {
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var team = new ThreadTeam(2)) {
      var runs = new AtomicInteger();
      PartTask task = part -> runs.incrementAndGet();
      team.run(task, 2);
      long before = bean.getCurrentThreadAllocatedBytes();
      for (int round = 0; round < 1000; round++) {
        team.run(task, 2);
      }
      assertThat(bean.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
    }
  }

  @Test
  void aTeamHasAtLeastItsCaller() {
    assertThatThrownBy(() -> new ThreadTeam(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
