package io.glassline.answer;

import java.util.Map;

/// How the source pages of answers were found.
public interface SourceStates {

    /// By the answer's id.
    Map<String, SourceState> all();

    /// In place of what was known before.
    void keep(SourceState state);
}
