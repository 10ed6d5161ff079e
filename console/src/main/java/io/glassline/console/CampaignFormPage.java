package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// Where a campaign is written.
record CampaignFormPage(
        PageFrame frame,
        Optional<Notice> notice,
        List<DeskPage.Option> programmes,
        List<Text> texts,
        int textMaxChars,
        String once) {

    /// @param language its tag
    /// @param title its name in English
    record Text(String language, String title, String text) {}
}
