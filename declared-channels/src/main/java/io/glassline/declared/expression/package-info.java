/// The expressions of a channel file: CEL, compiled when the file is read, with bounded cost.
@NullMarked
package io.glassline.declared.expression;

import org.jspecify.annotations.NullMarked;
