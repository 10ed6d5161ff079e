/// What the adapters share: words made fit to keep and to send, and a call to a provider.
@NullMarked
package io.glassline.channels;

import org.jspecify.annotations.NullMarked;
