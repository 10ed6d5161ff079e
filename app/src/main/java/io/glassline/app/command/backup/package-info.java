/// Commands that take a backup of a city, put it back, and try whether that would work.
@NullMarked
package io.glassline.app.command.backup;

import org.jspecify.annotations.NullMarked;
