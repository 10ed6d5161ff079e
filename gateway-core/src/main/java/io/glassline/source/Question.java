package io.glassline.source;

import java.util.Map;
import java.util.Optional;

/// How a source is asked. What a citizen said is bound or encoded, and never becomes a part of the
/// question's text.
public sealed interface Question {

    /// One `select` with `:named` parameters, each bound as text.
    record Select(String sql) implements Question {}

    /// A call to an API.
    ///
    /// @param path below the source's address; `{name}` is an argument, percent-encoded
    /// @param query parameters, with arguments likewise
    /// @param body the fields of a JSON object, with arguments as parts of its texts; none for a `GET`
    /// @param rows JSON pointer (RFC 6901) to the row or the list of rows; empty for the whole answer
    /// @param columns by name, the pointer in a row
    /// @param nextPage pointer to the address of the next page; none where all is on one
    record Call(
            String path,
            Map<String, String> query,
            Optional<Map<String, String>> body,
            String rows,
            Map<String, Pointer> columns,
            Optional<String> nextPage)
            implements Question {

        public Call {
            query = Map.copyOf(query);
            body = body.map(Map::copyOf);
            columns = Map.copyOf(columns);
        }
    }

    /// @param mayBeMissing whether an answer without it is right all the same
    record Pointer(String path, boolean mayBeMissing) {}
}
