package io.glassline.media;

import java.io.InputStream;

/// Looks for viruses.
public interface MediaScanner {

    /// Blocks.
    ScanOutcome scan(InputStream file);

    sealed interface ScanOutcome {

        record Clean() implements ScanOutcome {}

        /// `signature` is the scanner's name of what it found.
        record Infected(String signature) implements ScanOutcome {}

        /// The scanner cannot be reached or did not answer; it is asked again.
        record Away(String because) implements ScanOutcome {}

        /// The scanner says that it cannot scan this one, such as for its size.
        record CannotScan(String because) implements ScanOutcome {}

        /// The deployment has no scanner.
        record NoScanner() implements ScanOutcome {}
    }

    /// Where no scanner is set up.
    MediaScanner NONE = _ -> new ScanOutcome.NoScanner();
}
