/// How satisfied citizens were: whom the city asks, when, and what they answered.
@NullMarked
package io.glassline.rating;

import org.jspecify.annotations.NullMarked;
