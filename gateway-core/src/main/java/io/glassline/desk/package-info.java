/// What an agent does and sees.
@NullMarked
package io.glassline.desk;

import org.jspecify.annotations.NullMarked;
