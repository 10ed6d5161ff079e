/// Commands about one citizen's record.
@NullMarked
package io.glassline.app.command.citizen;

import org.jspecify.annotations.NullMarked;
