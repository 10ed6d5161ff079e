/// The console over HTTP, on a desk kept in memory.
@NullMarked
package io.glassline.console;

import org.jspecify.annotations.NullMarked;
