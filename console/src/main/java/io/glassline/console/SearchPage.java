package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// A search and what it found. `lines` is empty before anything was searched for; `everyWord` is whether what was found
/// has all the words.
record SearchPage(
        PageFrame frame,
        String text,
        boolean anyPartOfAddress,
        List<Choice> choices,
        Optional<List<DeskPage.Line>> lines,
        boolean everyWord,
        int linesMax) {

    record Choice(String name, String label, List<DeskPage.Option> options) {}
}
