package io.glassline.app.node;

import io.glassline.desk.Agent;
import io.glassline.desk.Phrases;
import java.util.Locale;
import java.util.Optional;

/// The city's phrases for the desk, of the version that decides now.
record LivePhrases(LiveCity live) implements Phrases {

    @Override
    public Optional<String> taken(Agent agent, Locale language) {
        return live.now().city().phrases().taken(agent, language);
    }

    @Override
    public Optional<String> closed(Locale language) {
        return live.now().city().phrases().closed(language);
    }

    @Override
    public Optional<String> linkCode(String code, Locale language) {
        return live.now().city().phrases().linkCode(code, language);
    }

    @Override
    public Optional<String> linkHalf(String digits, Locale language) {
        return live.now().city().phrases().linkHalf(digits, language);
    }

    @Override
    public Optional<String> receipt(String link, Locale language) {
        return live.now().city().phrases().receipt(link, language);
    }

    @Override
    public Optional<String> receiptAtEnd(String link, Locale language) {
        return live.now().city().phrases().receiptAtEnd(link, language);
    }
}
