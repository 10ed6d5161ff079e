/// `./glassline channel`: what people do with a channel before a city relies on it.
@NullMarked
package io.glassline.app.command.channel;

import org.jspecify.annotations.NullMarked;
