package dev.javelin;

/** A schedule that advances once in so many steps. */
record SlowedRate(LearningRate schedule, long steps) implements LearningRate {
  SlowedRate {
    if (steps < 1) {
      throw new IllegalArgumentException("a schedule advances every 1 or more steps: " + steps);
    }
  }

  @Override
  public double at(long step) {
    return schedule.at(step / steps);
  }

  @Override
  public boolean cyclesMomentum() {
    return schedule.cyclesMomentum();
  }

  @Override
  public double momentumAt(long step, double own) {
    return schedule.momentumAt(step / steps, own);
  }
}
