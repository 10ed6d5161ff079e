package io.glassline.conversation;

/// The name of a human queue, such as `waste`.
public record QueueId(String name) {

    @Override
    public String toString() {
        return name;
    }
}
