/// The desk's figures: one computation for its page, its files, the API and the wall; and which topics rise.
@NullMarked
package io.glassline.figure.desk;

import org.jspecify.annotations.NullMarked;
