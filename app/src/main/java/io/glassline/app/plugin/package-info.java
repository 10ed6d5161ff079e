/// Channels that come as jars of their own, from a folder beside the gateway.
@NullMarked
package io.glassline.app.plugin;

import org.jspecify.annotations.NullMarked;
