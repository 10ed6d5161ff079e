/// A citizen's dealings with the city about one matter, and the store that keeps them.
@NullMarked
package io.glassline.conversation;

import org.jspecify.annotations.NullMarked;
