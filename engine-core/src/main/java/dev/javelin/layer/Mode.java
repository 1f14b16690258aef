package dev.javelin.layer;

/** What a plan is for. */
public enum Mode {
  /** Forward and backward; dropout drops, batch normalisation uses the batch. */
  TRAIN,
  /** Forward only; no gradient buffers are made. */
  EVAL
}
