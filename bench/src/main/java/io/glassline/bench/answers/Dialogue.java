package io.glassline.bench.answers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What one citizen says, turn by turn. The right answer to each turn is given where there is one.
record Dialogue(Locale language, List<Turn> turns) {

    record Turn(Optional<String> answer, String text) {}
}
