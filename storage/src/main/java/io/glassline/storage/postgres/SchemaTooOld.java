package io.glassline.storage.postgres;

/// The tables are of a version that this build does not take over. The message says what to do.
public final class SchemaTooOld extends IllegalStateException {

    SchemaTooOld(String version) {
        super("this database has version %s of the tables, and this build takes over version %d and later. Nothing was"
                        .formatted(version, Schema.FOLDED)
                + " changed. Start the build of commit f9a84a9 with it once, which brings it to version %d; then start"
                        .formatted(Schema.FOLDED)
                + " this one");
    }
}
