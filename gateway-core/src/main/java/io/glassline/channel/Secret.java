package io.glassline.channel;

/// A secret that cannot be printed by accident.
public record Secret(String value) {

    @Override
    public String toString() {
        return "•••";
    }
}
