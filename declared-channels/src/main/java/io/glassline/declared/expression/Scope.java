package io.glassline.declared.expression;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values that expressions see while one call is read or one part is sent. Used by one thread.
public final class Scope {

    private final Map<String, Object> values = new HashMap<>();

    public Scope set(String name, @Nullable Object value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
        return this;
    }

    /// The value, or null where there is none.
    public @Nullable Object value(String name) {
        return values.get(name);
    }
}
