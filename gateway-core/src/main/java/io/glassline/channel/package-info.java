/// The channel contract: all that the gateway asks of a channel, and all that a channel may know of the gateway.
@NullMarked
package io.glassline.channel;

import org.jspecify.annotations.NullMarked;
