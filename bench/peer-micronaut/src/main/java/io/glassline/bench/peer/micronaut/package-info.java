/// The framework Glassline stands on, with less and less around it: what a message costs by itself.
@NullMarked
package io.glassline.bench.peer.micronaut;

import org.jspecify.annotations.NullMarked;
