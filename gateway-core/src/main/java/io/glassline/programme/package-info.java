/// What the city sends first, to people who asked for it: programmes, and campaigns within them.
@NullMarked
package io.glassline.programme;

import org.jspecify.annotations.NullMarked;
