package io.glassline.template;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the providers last said of their templates. Writes are durable when they return. Safe to call from any
/// thread.
public interface TemplateStates {

    /// Keeps all templates of an account in the place of what was kept of it.
    void keep(String accountId, List<ProviderTemplate> templates, Instant readAt);

    /// What was last read of an account; empty where it never was.
    Optional<Read> of(String accountId);

    record Read(Instant at, List<ProviderTemplate> templates) {

        public Read {
            templates = List.copyOf(templates);
        }

        public Optional<ProviderTemplate> find(String name, String language) {
            return templates.stream()
                    .filter(one -> one.name().equals(name) && one.language().equals(language))
                    .findFirst();
        }
    }
}
