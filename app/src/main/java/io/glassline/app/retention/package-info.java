/// How long the city keeps what citizens say, for everyone to read.
@NullMarked
package io.glassline.app.retention;

import org.jspecify.annotations.NullMarked;
