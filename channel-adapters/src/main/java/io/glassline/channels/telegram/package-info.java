/// Telegram, through its Bot API.
@NullMarked
package io.glassline.channels.telegram;

import org.jspecify.annotations.NullMarked;
