package io.glassline.app.command;

import io.glassline.app.node.Adapters;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.TemplateChannel;
import io.glassline.config.Problem;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.CityTemplates.Defined;
import io.glassline.template.TemplateDifference;
import io.glassline.template.TemplateStates;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Compares each template with what its provider has of it now.
final class LiveTemplates {

    private LiveTemplates() {}

    /// What does not fit, each where it stands in `templates.yml`. Nothing is sent. An account that does not say whom
    /// to ask is passed over.
    static List<Problem> mismatches(CityConfig city) {
        var problems = new ArrayList<Problem>();
        for (var account : city.accounts()) {
            var defined = city.templates().defined().stream()
                    .filter(one -> one.template().accounts().contains(account.id()))
                    .toList();
            if (!defined.isEmpty()) {
                Adapters.templates(account.kind())
                        .filter(adapter -> adapter.listsTemplates(account))
                        .ifPresent(adapter -> compare(defined, account, adapter, problems));
            }
        }
        return problems;
    }

    private static void compare(
            List<Defined> defined, ChannelAccount account, TemplateChannel adapter, List<Problem> problems) {
        try {
            var read = new TemplateStates.Read(Instant.EPOCH, adapter.templates(account));
            for (var one : defined) {
                one.places()
                        .forEach((language, place) -> TemplateDifference.between(one.template(), language, read)
                                .forEach(says -> problems.add(place.problem(says))));
            }
        } catch (IOException e) {
            problems.add(new Problem(
                    "channels.yml",
                    0,
                    account.id(),
                    "the provider could not be asked for its templates: " + e.getMessage()));
        }
    }
}
