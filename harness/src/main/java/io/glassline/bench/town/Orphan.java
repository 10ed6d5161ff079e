package io.glassline.bench.town;

/// Sees to it that a process of a town does not outlive the one that started it, however that ended.
final class Orphan {

    private Orphan() {}

    static void endsWithItsParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    }
}
