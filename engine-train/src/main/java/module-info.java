/** Layers, losses, optimizers, data sets and the trainer; its packages read like PyTorch's. */
module dev.javelin.train {
  requires transitive dev.javelin.core;

  exports dev.javelin.check;
  exports dev.javelin.data;
  exports dev.javelin.io;
  exports dev.javelin.loss;
  exports dev.javelin.metric;
  exports dev.javelin.nn;
  exports dev.javelin.nn.init;
  exports dev.javelin.nn.utils;
  exports dev.javelin.optim;
  exports dev.javelin.optim.schedule;
  exports dev.javelin.optim.swa;
  exports dev.javelin.train;
}
