/// One way to read YAML that people write: every mistake with its file, line and path, all at once.
@NullMarked
package io.glassline.router.yaml;

import org.jspecify.annotations.NullMarked;
