package io.glassline.audit;

import io.glassline.channel.ChannelAccount;
import io.glassline.figure.Release;
import io.glassline.retention.Retention;
import java.time.Instant;
import java.util.Optional;

/// What the gateway does by itself.
public sealed interface GatewayEvent extends AuditEvent {

    /// A node decides by these versions from now on. `bot` is the version of the bot's words and knowledge.
    record ConfigurationActivation(String rules, String bot, Instant at) implements GatewayEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CONFIGURATION_ACTIVATED;
        }

        @Override
        public Optional<String> channel() {
            return Optional.empty();
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart().with(AuditField.RULES, rules).with(AuditField.BOT, bot);
        }
    }

    /// The figures of a day were given to everyone.
    record FiguresRelease(Release release, Instant at) implements GatewayEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.FIGURES_RELEASED;
        }

        @Override
        public Optional<String> channel() {
            return Optional.empty();
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(AuditField.DAY, release.day().toString())
                    .with(AuditField.DIGEST, release.digest())
                    .with(AuditField.ROWS, release.rows());
        }
    }

    /// What is older than the city's schedules say was removed.
    record RetentionRun(Retention.Run run, Instant at) implements GatewayEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.RETENTION_RAN;
        }

        @Override
        public Optional<String> channel() {
            return Optional.empty();
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(AuditField.DAY, run.day().toString())
                    .with(AuditField.CONVERSATIONS, run.conversations())
                    .with(AuditField.FILES, run.files())
                    .with(AuditField.DELIVERIES_REMOVED, run.quarantined());
        }
    }

    /// Somebody decided that the log goes on in a database that was put back from a backup.
    record LogContinuation(String because, Actor by, Instant at) implements GatewayEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.LOG_CONTINUED;
        }

        @Override
        public Optional<String> channel() {
            return Optional.empty();
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart().with(AuditField.REASON, because).with(by);
        }
    }

    /// The provider's list was compared with the record: `messages` were taken in, `deliveries` moved forward, and
    /// `unknown` sends are in nobody's record.
    record ReconcileRun(ChannelAccount account, long messages, long deliveries, long unknown, Actor by, Instant at)
            implements GatewayEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.RECONCILE_RAN;
        }

        @Override
        public Optional<String> channel() {
            return Optional.of(account.kind().name());
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(AuditField.ACCOUNT, account.id())
                    .with(AuditField.MESSAGES, messages)
                    .with(AuditField.DELIVERIES, deliveries)
                    .with(AuditField.UNKNOWN, unknown)
                    .with(by);
        }
    }
}
