/// What the city knows of one citizen: given out to whom it is about, and erased.
@NullMarked
package io.glassline.privacy;

import org.jspecify.annotations.NullMarked;
