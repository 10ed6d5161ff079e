/// How far words are from each other as they are spelled.
@NullMarked
package io.glassline.spelling;

import org.jspecify.annotations.NullMarked;
