/// What the city's folder has ready for the people at the desk.
@NullMarked
package io.glassline.router.desk;

import org.jspecify.annotations.NullMarked;
