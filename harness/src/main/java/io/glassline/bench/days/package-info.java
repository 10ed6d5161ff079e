/// Days of a simulated town: everything that people and machines send a city, mixed, in simulated time,
/// and at the end an account of each item.
@NullMarked
package io.glassline.bench.days;

import org.jspecify.annotations.NullMarked;
