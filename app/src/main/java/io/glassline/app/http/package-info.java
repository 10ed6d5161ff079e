/// What is answered over HTTP, on the listener that faces the internet and on the one inside.
@NullMarked
package io.glassline.app.http;

import org.jspecify.annotations.NullMarked;
