package dev.javelin.nn.init;

/** What a variance is kept in. */
public enum FanMode {
  /** The activations, on the way forward. */
  FAN_IN,
  /** The gradients, on the way back. */
  FAN_OUT
}
