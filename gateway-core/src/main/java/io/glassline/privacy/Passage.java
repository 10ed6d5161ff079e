package io.glassline.privacy;

/// Some characters of a text, from `from` until just before `to`.
public record Passage(int from, int to) {

    public Passage {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a passage from %d to %d".formatted(from, to));
        }
    }

    public String in(String text) {
        return text.substring(from, to);
    }

    public boolean meets(Passage other) {
        return from < other.to && other.from < to;
    }
}
