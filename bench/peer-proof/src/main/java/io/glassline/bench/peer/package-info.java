/// What the contenders of the comparison have in common, so that none does more or less than another.
@NullMarked
package io.glassline.bench.peer;

import org.jspecify.annotations.NullMarked;
