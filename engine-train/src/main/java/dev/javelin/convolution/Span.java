package dev.javelin.convolution;

/**
 * Where numbers of an image's axis stand along an axis of a grid: next to each other, though they
 * may be apart in the image.
 *
 * @param from the first one's index in the image
 * @param step from one to the next in the image
 * @param at the first one's position in the grid
 * @param count how many there are; none if below 1
 */
record Span(int from, int step, int at, int count) {}
