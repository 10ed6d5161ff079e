/// The loss harness: load and faults from a seed, then an account of every message.
@NullMarked
package io.glassline.bench.loss;

import org.jspecify.annotations.NullMarked;
