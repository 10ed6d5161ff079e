/// A city's own configuration folder: asked for, written, and later added to.
@NullMarked
package io.glassline.app.init;

import org.jspecify.annotations.NullMarked;
