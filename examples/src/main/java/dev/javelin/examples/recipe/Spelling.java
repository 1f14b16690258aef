package dev.javelin.examples.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
final class Spelling {
  private Spelling() {}

  /** The nearest of some words, unless more than half its letters are wrong. */
  static Optional<String> nearest(String word, List<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(lower, candidate)))
        .filter(candidate -> distance(lower, candidate) <= candidate.length() / 2);
  }

  /** Levenshtein's distance: the least number of letters to insert, delete or replace. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
