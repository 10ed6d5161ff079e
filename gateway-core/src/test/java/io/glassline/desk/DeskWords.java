package io.glassline.desk;

import java.util.Locale;
import java.util.Optional;

/// What the desk says in tests.
public record DeskWords() implements Phrases {

    @Override
    public Optional<String> taken(Agent agent, Locale language) {
        return Optional.empty();
    }

    @Override
    public Optional<String> closed(Locale language) {
        return Optional.empty();
    }

    @Override
    public Optional<String> linkCode(String code, Locale language) {
        return Optional.of("Your code is " + code + ".");
    }

    @Override
    public Optional<String> linkHalf(String digits, Locale language) {
        return Optional.of("The rest is " + digits + ".");
    }

    @Override
    public Optional<String> receipt(String link, Locale language) {
        return Optional.of("Your receipt: " + link);
    }

    @Override
    public Optional<String> receiptAtEnd(String link, Locale language) {
        return Optional.of("Receipt: " + link);
    }
}
