package dev.javelin;

import dev.javelin.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * The plans that a description keeps for its own {@code forward}, by two shapes each, and the
 * engine they are bound on. The latest plan is found without allocating. Belongs to one thread at a
 * time.
 *
 * @param <P> what was bound
 */
public final class PlanCache<P> {
  private record Shapes(Shape first, Shape second) {}

  private final Map<Shapes, P> plans = new HashMap<>();
  private Engine engine;
  private P latest;
  private Shape latestFirst;
  private Shape latestSecond;

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

  /** The plan for two shapes, or null if none was {@link #put}. */
  public P get(Shape first, Shape second) {
    if (latest == null || !first.equals(latestFirst) || !second.equals(latestSecond)) {
      latest = plans.get(new Shapes(first, second));
      latestFirst = first;
      latestSecond = second;
    }
    return latest;
  }

  /** Keeps the plan for two shapes, and returns it. */
  public P put(Shape first, Shape second, P plan) {
    plans.put(new Shapes(first, second), plan);
    return plan;
  }
}
