package io.glassline.console;

import io.glassline.audit.Actor;
import io.glassline.records.RecordsDesk.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/// What is given out for a request for public records, in one file.
@FunctionalInterface
public interface RecordsArchive {

    /// That it was given out is on the record when this returns.
    ///
    /// @return a ZIP file, whose reader deletes it; or why nothing is given out yet
    Outcome<Path> of(UUID request, Actor by) throws IOException;
}
