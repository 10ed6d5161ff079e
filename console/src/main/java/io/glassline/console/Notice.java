package io.glassline.console;

/// Something a page says above all else: what was done, or why it was not.
record Notice(Kind kind, String title, String words) {

    enum Kind {
        DONE,
        NOT_DONE
    }

    static Notice done(String title, String words) {
        return new Notice(Kind.DONE, title, words);
    }

    static Notice notDone(String title, String words) {
        return new Notice(Kind.NOT_DONE, title, words);
    }

    boolean isDone() {
        return kind == Kind.DONE;
    }
}
