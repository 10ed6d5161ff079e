/// What to do with a message, and why: the port between the gateway and whoever decides.
@NullMarked
package io.glassline.routing;

import org.jspecify.annotations.NullMarked;
