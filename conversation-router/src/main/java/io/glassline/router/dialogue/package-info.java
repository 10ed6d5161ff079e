/// What people say that asks for nothing new: yes and no, small talk, and what goes on with the last answer.
@NullMarked
package io.glassline.router.dialogue;

import org.jspecify.annotations.NullMarked;
