package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// Conversations of one address, given exactly. `lines` is empty before anything was searched for.
record SearchPage(PageFrame frame, String address, Optional<List<DeskPage.Line>> lines, int linesMax) {}
