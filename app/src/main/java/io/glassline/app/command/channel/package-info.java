/// `./glassline channel`: trying a channel file, and capturing calls as its cases.
@NullMarked
package io.glassline.app.command.channel;

import org.jspecify.annotations.NullMarked;
