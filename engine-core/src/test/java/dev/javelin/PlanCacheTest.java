package dev.javelin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanCacheTest {
  private final PlanCache<Integer, String, String> plans = new PlanCache<>();

  @Test
  void findsWhatWasPutForBoth() {
    assertThat(plans.get(1, "a")).isNull();
    assertThat(plans.put(1, "a", "plan 1a")).isEqualTo("plan 1a");
    plans.put(1, "b", "plan 1b");
    assertThat(plans.get(1, "a")).isEqualTo("plan 1a");
    assertThat(plans.get(1, "b")).isEqualTo("plan 1b");
    assertThat(plans.get(2, "a")).isNull();
  }

  @Test
  void keepsThoseUsedLast() {
    for (int i = 0; i < 100; i++) {
      assertThat(plans.get(i, "a")).isNull();
      plans.put(i, "a", "plan " + i);
      assertThat(plans.get(0, "a")).as("used all the time").isEqualTo("plan 0");
    }
    assertThat(plans.get(99, "a")).isEqualTo("plan 99");
    assertThat(plans.get(85, "a")).isEqualTo("plan 85");
    assertThat(plans.get(84, "a")).isNull();
  }

  @Test
  void anotherEngineNeedsOtherPlans() {
    plans.put(1, "a", "plan");
    assertThat(plans.get(1, "a")).isEqualTo("plan");
    Engine engine = Engine.create(1);
    plans.to(engine);
    assertThat(plans.engine()).isSameAs(engine);
    assertThat(plans.get(1, "a")).isNull();
  }
}
