package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// Asks a person whether they mean it, before a version of the rules is approved, activated or rolled back.
///
/// @param kind what the form posts to: `approval`, `activation` or `rollback`
/// @param version what it is done with; on rolling back, the version that is given up
/// @param active the id of the version that was active when the person looked; empty where none was
/// @param activeLine the same, to be read
/// @param before what was active before it, on rolling back
/// @param changes what it changes against the active version, in sentences
/// @param moreChanges how many more there are
/// @param cases how its cases came out, on approving
/// @param once makes sure that a form sent twice counts once
record VersionStepPage(
        PageFrame frame,
        Optional<Notice> notice,
        String kind,
        String title,
        String says,
        String button,
        VersionLine version,
        String active,
        Optional<VersionLine> activeLine,
        Optional<VersionLine> before,
        List<String> changes,
        int moreChanges,
        Optional<Cases> cases,
        String action,
        String back,
        String once) {

    record Cases(int holding, int failing, int uncovered) {

        boolean hold() {
            return failing == 0;
        }
    }
}
