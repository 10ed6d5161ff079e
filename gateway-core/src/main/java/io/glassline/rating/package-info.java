/// How satisfied citizens said they were, and about which conversations nobody is asked.
@NullMarked
package io.glassline.rating;

import org.jspecify.annotations.NullMarked;
