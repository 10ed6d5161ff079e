package io.glassline.app.plugin;

import org.jspecify.annotations.Nullable;

/// What lies in the folder of plug-ins is none that can be used; the message says why.
final class NotAPlugin extends Exception {

    private static final long serialVersionUID = 1;

    NotAPlugin(String because) {
        this(because, null);
    }

    NotAPlugin(String because, @Nullable Throwable cause) {
        super(because, cause);
    }
}
