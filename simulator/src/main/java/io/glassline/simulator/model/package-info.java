/// A language model's provider that says what it is told to.
@NullMarked
package io.glassline.simulator.model;

import org.jspecify.annotations.NullMarked;
