/// Decides what becomes of each message: gates first, then the city's rules, then the bot.
@NullMarked
package io.glassline.router;

import org.jspecify.annotations.NullMarked;
