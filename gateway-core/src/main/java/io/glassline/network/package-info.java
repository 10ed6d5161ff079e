/// What is known of the networks that the gateway calls into.
@NullMarked
package io.glassline.network;

import org.jspecify.annotations.NullMarked;
