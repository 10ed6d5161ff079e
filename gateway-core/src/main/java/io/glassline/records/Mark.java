package io.glassline.records;

import io.glassline.privacy.Passage;

/// That a passage is blacked out, and the code of the reason.
public record Mark(Passage passage, String reason) {}
