/// The door of the web chat: sessions of visitors, what they say, what they are shown, the widget and the
/// page.
@NullMarked
package io.glassline.app.chat;

import org.jspecify.annotations.NullMarked;
