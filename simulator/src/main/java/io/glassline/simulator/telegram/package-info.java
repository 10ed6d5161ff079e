/// Telegram's Bot API.
@NullMarked
package io.glassline.simulator.telegram;

import org.jspecify.annotations.NullMarked;
