package dev.javelin.examples.recipe;

import dev.javelin.data.DatasetException;

/** A program of the lesson under a name: what to train, on what, and how long. */
public interface Recipe {
  /** The lesson's name, such as {@code mnist_nn}. */
  String name();

  /** The model in a line. */
  String description();

  /** The lesson's number of epochs. */
  int epochs();

  /** The lesson's batch size. */
  int batchSize();

  /**
   * Trains and tests.
   *
   * @throws DatasetException if the data is missing or wrong
   * @throws BadInputException if the context asks for what cannot be
   * @throws dev.javelin.train.DivergedException if the loss is no longer finite
   */
  RecipeResult run(RecipeContext context) throws DatasetException, BadInputException;
}
