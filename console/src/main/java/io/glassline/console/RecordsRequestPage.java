package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// A request for public records: what is to be in it, or what is in it and how far its review has come.
///
/// @param form what is chosen; empty once the selection is taken
/// @param counted how much fits, once it was counted
/// @param selection what was chosen, in words; empty until it is taken
/// @param progress such as "12 of 40 pieces are decided"
/// @param next the first item with something to decide
/// @param canBeGiven whether nothing is left to decide
record RecordsRequestPage(
        PageFrame frame,
        Optional<Notice> notice,
        String href,
        String asker,
        String about,
        String received,
        String due,
        boolean isLate,
        String madeBy,
        Optional<Form> form,
        Optional<String> counted,
        Optional<String> selection,
        String progress,
        Optional<String> next,
        boolean canBeGiven,
        Optional<String> given,
        List<Item> items,
        Optional<String> earlier,
        Optional<String> later) {

    record Form(
            String since,
            String until,
            String words,
            List<DeskPage.Option> queues,
            List<DeskPage.Option> topics,
            List<DeskPage.Option> channels,
            int wordsMaxChars) {}

    record Item(String href, String title, String opened, String state, boolean isDone, boolean isHeld) {}
}
