/// One running node: what it is made of, in one wiring class for each part, and in what order it begins and ends.
@NullMarked
package io.glassline.app.node;

import org.jspecify.annotations.NullMarked;
