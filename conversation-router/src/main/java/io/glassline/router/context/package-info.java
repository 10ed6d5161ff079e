/// What one turn is decided from. The steps and the replies read it and never change it.
@NullMarked
package io.glassline.router.context;

import org.jspecify.annotations.NullMarked;
