/// The city's routing rules: CEL conditions over typed facts, the first that holds decides.
@NullMarked
package io.glassline.router.rule;

import org.jspecify.annotations.NullMarked;
