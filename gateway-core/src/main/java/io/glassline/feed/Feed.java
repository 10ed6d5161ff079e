package io.glassline.feed;

import io.glassline.audit.AuditKind;
import io.glassline.channel.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where entries of the record are sent on to, as `feeds.yml` has it. Two equal feeds are the same feed, whichever
/// version of the configuration names them.
///
/// @param name under which the API, the metrics and the health page speak of it
/// @param kinds of entries that it gets; none named is all
/// @param channels whose entries it gets; none named is all, also those that belong to no channel
/// @param isSealed whether it gets the sealed part of an entry beside the leaf that anyone reads
public record Feed(
        String name, Target target, Format format, Set<AuditKind> kinds, Set<String> channels, boolean isSealed) {

    /// How many feeds a city may have. Each takes a thread and a connection to PostgreSQL on one node.
    public static final int FEEDS_MAX = 16;

    public Feed {
        kinds = Set.copyOf(kinds);
        channels = Set.copyOf(channels);
    }

    public boolean takes(AuditKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /// @param channel empty for an entry that belongs to none
    public boolean takes(Optional<String> channel) {
        return channels.isEmpty() || channel.filter(channels::contains).isPresent();
    }

    /// As what an entry is sent.
    public enum Format {
        /// CloudEvents 1.0, as `/api/feed` gives them.
        CLOUDEVENTS,
        /// Events of the Open Cybersecurity Schema Framework, for a SIEM: what staff, programs and the gateway did. All
        /// else is left out.
        OCSF;

        /// The word for it in `feeds.yml`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Format> of(String word) {
            return Arrays.stream(values())
                    .filter(format -> format.word().equals(word))
                    .findFirst();
        }
    }

    /// What receives it.
    public sealed interface Target {

        /// The word for its kind in the API.
        String kind();
    }

    /// A topic of Kafka. Its brokers name each other's addresses themselves, so it is for a cluster inside the city's
    /// network only.
    ///
    /// @param servers from which the others are learnt, each `host:port`
    /// @param isTls whether connections are encrypted
    /// @param login how a connection says who it is; empty where it need not
    public record Kafka(List<String> servers, String topic, boolean isTls, Optional<KafkaLogin> login)
            implements Target {

        public Kafka {
            servers = List.copyOf(servers);
        }

        @Override
        public String kind() {
            return "kafka";
        }
    }

    /// @param mechanism of SASL, such as `SCRAM-SHA-512`
    public record KafkaLogin(String mechanism, String user, Secret password) {}

    /// A program that is called by HTTP, one call for each entry, signed.
    ///
    /// @param isInside whether it may lie in a private network: only then are private addresses called, and only
    ///     then may it be without TLS
    /// @param secrets with each of which a call is signed: one, or two while they are being changed
    public record Webhook(URI url, boolean isInside, List<FeedSecret> secrets) implements Target {

        public Webhook {
            secrets = List.copyOf(secrets);
            if (secrets.isEmpty()) {
                throw new IllegalArgumentException("calls to " + url + " need a secret to be signed with");
            }
        }

        @Override
        public String kind() {
            return "webhook";
        }
    }
}
