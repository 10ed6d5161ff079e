package io.glassline.app.work;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.TemplateChannel;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import io.glassline.template.ProviderTemplate.State;
import io.glassline.template.TemplateStates;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the providers how the city's templates stand: when the node starts, and then every few minutes, on one node
/// at a time. What could not be read stays as it was.
public final class TemplateWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateWorker.class);

    /// A template is paused within hours of what people do, and nobody waits at a screen for it.
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final Channels channels;
    private final TemplateStates states;
    private final InstantSource clock;
    private final LockedStep held;
    private final Loop loop;

    public TemplateWorker(Channels channels, TemplateStates states, InstantSource clock, ClusterLock clusterLock) {
        this.channels = channels;
        this.states = states;
        this.clock = clock;
        this.held = new LockedStep(clusterLock, "reading templates", this::step);
        this.loop = new Loop("templates", EVERY, held);
    }

    public void start() {
        loop.start();
    }

    private boolean step() {
        for (var account : channels.accounts()) {
            if (channels.adapter(account) instanceof TemplateChannel adapter && adapter.listsTemplates(account)) {
                read(adapter, account);
            }
        }
        held.close(); // the next round may be another node's
        return false;
    }

    private void read(TemplateChannel adapter, ChannelAccount account) {
        try {
            var templates = adapter.templates(account);
            states.keep(account.id(), templates, clock.instant());
            LOG.atDebug().log(
                    "{}: the provider has {} templates, {} of them approved",
                    account.id(),
                    templates.size(),
                    templates.stream()
                            .filter(template -> template.state() == State.APPROVED)
                            .count());
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().log("the templates of {} could not be read: {}", account.id(), e.getMessage());
        }
    }

    @Override
    public void close() {
        loop.close();
        held.close();
    }
}
