/// A channel as its file declares it: the description, its reader, and the adapter that it becomes.
@NullMarked
package io.glassline.declared.channel;

import org.jspecify.annotations.NullMarked;
