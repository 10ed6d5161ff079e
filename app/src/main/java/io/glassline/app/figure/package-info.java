/// The city's public figures: the releases, what they come to, and the page.
@NullMarked
package io.glassline.app.figure;

import org.jspecify.annotations.NullMarked;
