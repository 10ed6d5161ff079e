package io.glassline.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Where the city's text of a template and the provider's are not the same. Pure.
public final class TemplateDifference {

    private TemplateDifference() {}

    /// Everything that differs in one language, each in a sentence.
    public static List<String> between(MessageTemplate template, String language, TemplateStates.Read read) {
        var code = template.code(language);
        var found = read.find(template.name(), code);
        if (found.isEmpty()) {
            var others = read.templates().stream()
                    .filter(one -> one.name().equals(template.name()))
                    .map(ProviderTemplate::language)
                    .sorted()
                    .toList();
            return List.of(
                    others.isEmpty()
                            ? "the provider has no template named \"%s\"".formatted(template.name())
                            : "the provider has \"%s\" in %s, and not in %s"
                                    .formatted(template.name(), String.join(", ", others), code));
        }
        var known = found.get();
        var says = new ArrayList<String>();
        if (known.state() != ProviderTemplate.State.APPROVED) {
            says.add("in %s it is %s%s"
                    .formatted(
                            code, known.state().word(), known.reason().isEmpty() ? "" : " (" + known.reason() + ")"));
        }
        inPlaces(template, language, known).ifPresent(says::add);
        if (says.isEmpty()
                && !known.body().strip().equals(template.body(language).strip())) {
            says.add("in %s the provider has other words: \"%s\"".formatted(code, known.body()));
        }
        known.category()
                .filter(category -> category != template.category())
                .ifPresent(category -> says.add("the provider has it as %s".formatted(category.word())));
        return says;
    }

    /// The provider refuses a message that fills in another number of places.
    static Optional<String> inPlaces(MessageTemplate template, String language, ProviderTemplate known) {
        var theirs = new HashSet<>(MessageTemplate.places(known.body())).size();
        return theirs == template.fields().size()
                ? Optional.empty()
                : Optional.of("In %s the provider’s text has %d places to fill in, and the city’s has %d."
                        .formatted(
                                template.code(language),
                                theirs,
                                template.fields().size()));
    }
}
