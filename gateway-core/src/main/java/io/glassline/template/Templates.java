package io.glassline.template;

import io.glassline.template.ProviderTemplate.State;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The city's templates, and which of them a provider would send now. Safe to call from any thread.
///
/// Of an account whose provider was never asked nothing is known, and then the provider's own refusal has to do.
public final class Templates {

    private final Supplier<List<MessageTemplate>> city;
    private final TemplateStates states;

    /// @param city those of the active version of the configuration
    public Templates(Supplier<List<MessageTemplate>> city, TemplateStates states) {
        this.city = city;
        this.states = states;
    }

    /// A template in the language in which somebody would get it.
    ///
    /// @param obstacle why it would not be sent now, in a sentence; empty where it would
    public record Offered(MessageTemplate template, String language, Optional<String> obstacle) {

        public boolean isUsable() {
            return obstacle.isEmpty();
        }

        /// What it says, with its places.
        public String body() {
            return template.body(language);
        }
    }

    /// All of an account, those that can be sent first.
    public List<Offered> of(String accountId, Locale wanted) {
        var read = states.of(accountId);
        var all =
                all(accountId).map(template -> offered(template, wanted, read)).toList();
        return Stream.concat(
                        all.stream().filter(Offered::isUsable), all.stream().filter(offered -> !offered.isUsable()))
                .toList();
    }

    /// One of an account by its name, whether or not it can be sent.
    public Optional<Offered> find(String name, String accountId, Locale wanted) {
        return all(accountId)
                .filter(template -> template.name().equals(name))
                .findFirst()
                .map(template -> offered(template, wanted, states.of(accountId)));
    }

    private Stream<MessageTemplate> all(String accountId) {
        return city.get().stream().filter(template -> template.accounts().contains(accountId));
    }

    private static Offered offered(MessageTemplate template, Locale wanted, Optional<TemplateStates.Read> read) {
        var language = template.languageFor(wanted);
        return new Offered(template, language, read.flatMap(known -> obstacle(template, language, known)));
    }

    private static Optional<String> obstacle(MessageTemplate template, String language, TemplateStates.Read read) {
        var code = template.code(language);
        var found = read.find(template.name(), code);
        if (found.isEmpty()) {
            return Optional.of("The provider has no template %s in %s.".formatted(template.name(), code));
        }
        var known = found.get();
        return words(known.state())
                .map(words -> known.reason().isEmpty() ? words : words + " " + known.reason())
                .or(() -> TemplateDifference.inPlaces(template, language, known));
    }

    private static Optional<String> words(State state) {
        return switch (state) {
            case APPROVED -> Optional.empty();
            case PENDING -> Optional.of("The provider has not approved it yet.");
            case REJECTED -> Optional.of("The provider has rejected it.");
            case PAUSED -> Optional.of("The provider has paused it, because people did not want it.");
            case GONE -> Optional.of("The provider has switched it off.");
        };
    }
}
