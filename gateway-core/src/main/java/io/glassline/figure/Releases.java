package io.glassline.figure;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The releases that were made, and what the next is made of. A release is written once and never changed, also not by
/// an erasure: there is nothing of anybody in it.
public interface Releases {

    /// The last day that has a release.
    Optional<LocalDate> last();

    /// The day on which the first conversation ended; empty before any has.
    Optional<LocalDate> firstEnd(ZoneId zone);

    /// Conversations that ended from `since` until `until`, and those in which a person was waited for at `until`.
    List<Dealing> dealings(Instant since, Instant until);

    /// Writes the release together with its entry of the record.
    ///
    /// @return false where that day has one already; it stays as it is
    boolean write(Release release, Instant now);

    /// All of them, the first day first.
    List<Line> list();

    /// The file of a day.
    Optional<byte[]> file(LocalDate day);

    /// What opens the entry of a day's release.
    Optional<Opened> opened(LocalDate day);

    /// @param digest SHA-256 over the file, in lower-case hex
    record Line(LocalDate day, int rows, String digest) {}

    /// @param index in the log; empty until it has one
    record Opened(Optional<Long> index, byte[] leaf, byte[] salt, byte[] sealed) {}
}
