/// `./glassline rules`: a city's configuration tried on the folder, or on a running node.
@NullMarked
package io.glassline.app.command.rules;

import org.jspecify.annotations.NullMarked;
