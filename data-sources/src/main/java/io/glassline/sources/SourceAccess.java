package io.glassline.sources;

import io.glassline.source.SourceLookup;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The way to one kind of source. Called on a thread of the source's own, which may block for the
/// look-up's time limit and is interrupted then.
interface SourceAccess extends AutoCloseable {

    /// The rows, each by column name; a column that is null is left out.
    ///
    /// @throws SourceFailure when there is no answer, or another one than the look-up says
    List<Map<String, String>> rows(SourceLookup lookup, Map<String, String> arguments) throws SourceFailure;

    /// Which columns the source has for this look-up now. A database says so without any row; an API
    /// only where `arguments` find one.
    ///
    /// @throws SourceFailure when it does not say
    Set<String> columns(SourceLookup lookup, Map<String, String> arguments) throws SourceFailure;

    @Override
    void close();
}
