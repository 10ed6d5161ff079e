package io.glassline.app.receipt;

import java.util.regex.Pattern;

/// Text on its way into a page.
public final class Html {

    private static final Pattern UNSAFE = Pattern.compile("[&<>\"']");

    private Html() {}

    public static String text(String text) {
        return UNSAFE.matcher(text)
                .replaceAll(found -> "&#" + (int) found.group().charAt(0) + ";");
    }

    /// JSON that can stand in a script element: nothing in it ends the element.
    static String json(String json) {
        return json.replace("<", "\\u003c");
    }
}
