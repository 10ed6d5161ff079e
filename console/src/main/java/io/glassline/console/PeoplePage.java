package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// What each of the staff can do, written down by a supervisor.
record PeoplePage(
        PageFrame frame,
        Optional<Notice> notice,
        List<Person> people,
        List<String> unserved,
        List<String> skills,
        int levelMax) {

    /// As their form has it. `written` is whether a supervisor wrote it, or it is what stands where
    /// nobody did.
    record Person(
            String id, String name, boolean written, String skills, String languages, String queues, String capacity) {}
}
