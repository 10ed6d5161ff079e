/// From a part to the provider's request, and from its answer to what came of it.
@NullMarked
package io.glassline.declared.send;

import org.jspecify.annotations.NullMarked;
