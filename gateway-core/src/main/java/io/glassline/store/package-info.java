/// What a turn makes true at once, and where conversations are kept.
@NullMarked
package io.glassline.store;

import org.jspecify.annotations.NullMarked;
