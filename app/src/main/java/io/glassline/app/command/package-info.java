/// The commands of the command line.
@NullMarked
package io.glassline.app.command;

import org.jspecify.annotations.NullMarked;
