package dev.javelin;

import java.util.LinkedHashMap;

/**
 * The plans that a description keeps for its own {@code forward}, and the engine they are bound on.
 * Each holds buffers of its own, so only those used last are kept. The latest is found without
 * allocating. Belongs to one thread at a time.
 *
 * @param <A> the first thing a plan was bound for, such as the shape of an input
 * @param <B> the second
 * @param <P> what was bound
 */
public final class PlanCache<A, B, P> {
  /** Whole and last batches, in training and evaluation, and room for inputs of several lengths. */
  private static final int MOST = 16;

  private record Key<A, B>(A first, B second) {}

  // In the order of use.
  private final LinkedHashMap<Key<A, B>, P> plans = new LinkedHashMap<>(MOST, 0.75f, true);
  private Engine engine;
  private P latest;
  private A latestFirst;
  private B latestSecond;

  /** Forgets all plans, and takes an engine for those to come. */
  public void to(Engine engine) {
    this.engine = engine;
    plans.clear();
    latest = null;
  }

  /** The engine; without one given, one that runs on the calling thread. */
  public Engine engine() {
    if (engine == null) {
      engine = Engine.create(1);
    }
    return engine;
  }

  /** The plan for two things, or null if none is kept. */
  public P get(A first, B second) {
    if (latest == null || !first.equals(latestFirst) || !second.equals(latestSecond)) {
      latest = plans.get(new Key<>(first, second));
      latestFirst = first;
      latestSecond = second;
    }
    return latest;
  }

  /** Keeps the plan for two things, and returns it. */
  public P put(A first, B second, P plan) {
    plans.put(new Key<>(first, second), plan);
    if (plans.size() > MOST) {
      plans.pollFirstEntry();
    }
    return plan;
  }
}
