package io.glassline.message;

import java.util.regex.Pattern;

/// A kind of channel, such as `sms` or `telegram`. An open set: a new adapter brings its own kind, so this is a
/// value and not an enum.
public record ChannelKind(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,15}");

    public ChannelKind {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("channel kind must be a short lower-case word: " + name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
