/// What the pure parts of the accept path cost. Outside the default build.
@NullMarked
package io.glassline.bench;

import org.jspecify.annotations.NullMarked;
