/// `./glassline knowledge`: drafts of approved answers.
@NullMarked
package io.glassline.app.command.knowledge;

import org.jspecify.annotations.NullMarked;
