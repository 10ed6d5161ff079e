/// How long the city keeps what citizens say, and that it goes when the time is over.
@NullMarked
package io.glassline.retention;

import org.jspecify.annotations.NullMarked;
