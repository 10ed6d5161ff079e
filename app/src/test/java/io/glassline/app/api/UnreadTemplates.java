package io.glassline.app.api;

import io.glassline.template.ProviderTemplate;
import io.glassline.template.TemplateStates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a provider has of templates, of accounts whose provider was never asked.
final class UnreadTemplates implements TemplateStates {

    @Override
    public void keep(String accountId, List<ProviderTemplate> templates, Instant readAt) {
        throw new UnsupportedOperationException("nobody asks the provider here");
    }

    @Override
    public Optional<Read> of(String accountId) {
        return Optional.empty();
    }
}
